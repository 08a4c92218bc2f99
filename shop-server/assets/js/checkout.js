/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sum follows the chosen way at once. */
export function startCheckout(form) {
  if (!form) return;
  const button = () => form.querySelector('.summary .button'); // not there while a line is in the way
  const follow = () => {
    const service = form.querySelector('[name=service]:checked');
    const pickup = form.querySelector('[value=pay_at_pickup]');
    if (!service) return;
    form.querySelector('[data-way]').textContent = service.dataset.name;
    form.querySelector('td[data-cost]').textContent = service.dataset.cost;
    form.querySelector('td[data-total]').textContent = service.dataset.total;
    if (pickup?.checked && 'courier' in service.dataset) form.querySelector('[value=bank_transfer]').checked = true;
  };
  form.addEventListener('change', follow);
  form.addEventListener('submit', () => {
    /* A second press while the first is under way; the key would make one order of both anyway. */
    setTimeout(() => { if (button()) button().disabled = true; });
  });
  addEventListener('pageshow', () => {
    if (button()) button().disabled = false;
    follow();
  });
}
