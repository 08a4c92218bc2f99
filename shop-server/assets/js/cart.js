/* SPDX-License-Identifier: GPL-3.0-or-later
 * Buttons beside quantities; putting things into the cart without leaving the page. */
function makeButton(sign, label, change) {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', textContent: sign, ariaLabel: label });
  button.addEventListener('click', change);
  return button;
}

export function startSteppers(root) {
  for (const stepper of root.querySelectorAll('[data-stepper]')) {
    const input = stepper.querySelector('input');
    const step = (by) => {
      const value = Math.min(Number(input.max), Math.max(Number(input.min), (Number(input.value) || 0) + by));
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    stepper.prepend(makeButton('−', stepper.dataset.less, () => step(-1)));
    stepper.append(makeButton('+', stepper.dataset.more, () => step(1)));
    stepper.classList.add('on');
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

function showToast(form, text, isGood) {
  document.querySelector('.toast')?.remove();
  const toast = document.createElement('div');
  const link = document.createElement('a');
  Object.assign(toast, { className: 'toast', role: 'status' });
  Object.assign(link, { href: '/cart', textContent: form.dataset.view });
  document.body.append(toast);
  toast.append(Object.assign(document.createElement('span'), { textContent: text }), link);
  if (isGood) setTimeout(() => toast.contains(document.activeElement) || toast.remove(), 8000);
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
      showToast(form, result.text, result.ok);
      button.disabled = false;
    } catch {
      form.submit();
    }
  });
}
