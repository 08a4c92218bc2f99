/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery follows thumbnails and the chosen variant; price and stock follow the variant. */
function show(views, view) {
  if (view) views.scrollTo({ left: view.offsetLeft - views.offsetLeft, behavior: 'instant' });
}

export function startProduct(root) {
  const gallery = root.querySelector('[data-gallery]');
  const form = root.querySelector('[data-add]');
  if (!gallery || !form) return;
  const views = gallery.querySelector('.views');
  const thumbs = [...gallery.querySelectorAll('.thumbs a')];

  for (const thumb of thumbs) {
    thumb.addEventListener('click', (event) => {
      event.preventDefault();
      show(views, root.getElementById(thumb.hash.slice(1)));
    });
  }
  const mark = () => {
    const at = Math.round(views.scrollLeft / views.clientWidth);
    thumbs.forEach((thumb, index) => {
      if (index === at) thumb.setAttribute('aria-current', 'true');
      else thumb.removeAttribute('aria-current');
    });
  };
  views.addEventListener('scroll', mark, { passive: true });
  mark();
  const showStock = (choice) => {
    root.querySelector('[data-stock]').replaceChildren(choice.closest('label').querySelector('.stock').cloneNode(true));
  };
  const showChoice = (choice) => {
    root.querySelector('[data-price]').textContent = choice.dataset.price;
    showStock(choice);
  };
  // The page comes with one chosen: "from" so much is true of it too, and nothing need move. A browser that goes back puts
  // back another, and says so to nobody.
  const start = () => {
    const choice = form.querySelector('[name=variant]:checked');
    if (choice) (choice.defaultChecked ? showStock : showChoice)(choice);
  };
  start();
  addEventListener('pageshow', start);
  form.addEventListener('change', (event) => {
    const choice = event.target;
    if (choice.name !== 'variant') return;
    showChoice(choice);
    show(views, views.querySelector(`[data-hash="${choice.dataset.hash}"]`));
  });
}
