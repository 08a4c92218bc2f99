/* SPDX-License-Identifier: GPL-3.0-or-later
 * Buttons beside quantities; putting things into the cart without leaving the page. */
export function startSteppers(root) {
  for (const stepper of root.querySelectorAll('[data-stepper]')) {
    const input = stepper.querySelector('input');
    const update = root.querySelector(`button[form="${input.form.id}"]`);
    input.addEventListener('input', () => update?.classList.add('waiting'));
    for (const button of stepper.querySelectorAll('button')) {
      button.addEventListener('click', () => {
        input.value = Math.min(Number(input.max), Math.max(Number(input.min), (Number(input.value) || 0) + Number(button.dataset.by)));
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
  }
}

function showCount(count) {
  const link = document.querySelector('[data-cart]');
  let badge = link.querySelector('.badge');
  if (!badge) {
    badge = document.createElement('span');
    badge.className = 'badge';
    link.append(badge);
  }
  badge.textContent = count;
}

function showAnswer(form, text, isGood) {
  const place = form.querySelector('.added');
  place.classList.toggle('bad', !isGood);
  place.replaceChildren(Object.assign(document.createElement('span'), { textContent: text }));
  if (isGood) place.append(Object.assign(document.createElement('a'), { href: '/cart', textContent: form.dataset.view }));
  place.scrollIntoView({ block: 'nearest' });
}

// What the page said when it was made is true no longer.
function showSoldOut(form) {
  const above = document.querySelector('[data-stock]');
  const stock = (form.querySelector('[name=variant]:checked')?.closest('label') ?? above).querySelector('.stock');
  stock.className = 'stock out';
  stock.textContent = form.dataset.out;
  above.replaceChildren(stock.cloneNode(true)); // as when it is chosen
}

export function startAdding(form) {
  if (!form) return;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('.button');
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: 'application/json' },
      });
      const result = await answer.json();
      if (typeof result.ok !== 'boolean') throw new Error('no answer');
      if (result.count > 0) showCount(result.count);
      showAnswer(form, result.text, result.ok);
      if (result.sold_out) showSoldOut(form);
      button.disabled = false;
      button.focus({ preventScroll: true });
    } catch {
      form.submit();
    }
  });
}
