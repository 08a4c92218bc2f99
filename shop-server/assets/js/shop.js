/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything here makes pages quicker to use; none of it is needed to use them. */
import { startSearch } from './search.js';
import { startSteppers, startAdding } from './cart.js';
import { startProduct } from './product.js';
import { startCheckout } from './checkout.js';

startSearch(document.querySelector('[data-search]'));
startSteppers(document);
startAdding(document.querySelector('[data-add]'));
startProduct(document);
startCheckout(document.querySelector('[data-checkout]'));
document.querySelector('[data-focus]')?.focus();
