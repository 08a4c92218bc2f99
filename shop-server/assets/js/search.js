/* SPDX-License-Identifier: GPL-3.0-or-later
 * Suggestions under the search field: an ARIA combobox with a list. */
const WAIT_MS = 120;
const MIN_CHARS = 2;

const money = (price) => `Rp\u00a0${Math.trunc(Number(price)).toString().replace(/\B(?=(\d{3})+$)/g, '.')}`;

function makeOption(product, index) {
  const option = document.createElement('div');
  option.id = `suggestion-${index}`;
  option.role = 'option';
  option.ariaSelected = 'false';
  option.dataset.href = `/product/${product.id}`;
  const picture = document.createElement(product.image_url ? 'img' : 'span');
  if (product.image_url) Object.assign(picture, { src: product.image_url, alt: '', width: 48, height: 48 });
  const name = document.createElement('span');
  name.textContent = product.name;
  const brand = document.createElement('small');
  brand.textContent = product.brand;
  name.append(brand);
  const price = document.createElement('span');
  price.className = 'money';
  price.textContent = money(product.price);
  option.append(picture, name, price);
  return option;
}

export function startSearch(form) {
  if (!form) return;
  const input = form.querySelector('input');
  const list = document.createElement('div');
  const status = document.createElement('span');
  let timer = 0;
  let request = null;
  let active = -1;

  Object.assign(list, { id: 'suggestions', role: 'listbox', className: 'suggestions', hidden: true, ariaLabel: form.dataset.label });
  Object.assign(status, { role: 'status', className: 'visually-hidden' });
  form.append(list, status);
  Object.assign(input, { role: 'combobox', ariaAutoComplete: 'list', ariaExpanded: 'false' });
  input.setAttribute('aria-controls', 'suggestions');

  const close = () => {
    list.hidden = true;
    active = -1;
    input.ariaExpanded = 'false';
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    const options = list.children;
    options[active]?.setAttribute('aria-selected', 'false');
    active = (index + options.length + 1) % (options.length + 1);
    if (active === options.length) active = -1;
    if (active < 0) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    options[active].setAttribute('aria-selected', 'true');
    options[active].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[active].id);
  };
  const show = (products) => {
    list.replaceChildren(...products.map(makeOption));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = products.length === 0;
    input.ariaExpanded = String(products.length > 0);
    status.textContent = products.length > 0 ? `${products.length} ${form.dataset.results}` : form.dataset.none;
  };
  const ask = async () => {
    const text = input.value.trim();
    request?.abort();
    if (text.length < MIN_CHARS) {
      close();
      return;
    }
    request = new AbortController();
    try {
      const answer = await fetch(`/search?q=${encodeURIComponent(text)}`, {
        headers: { Accept: 'application/json' },
        signal: request.signal,
      });
      if (answer.ok && document.activeElement === input) show(await answer.json());
    } catch {
      /* Typed on, or the line is down: Enter still searches. */
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && list.hidden) {
      ask();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (event.key === 'ArrowDown') choose(active + 1);
      else choose(active < 0 ? list.children.length - 1 : active - 1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.href);
    }
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) location.assign(option.dataset.href);
  });
}
