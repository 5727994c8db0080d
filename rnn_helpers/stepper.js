// What ipywidgets 8.1 leaves out; run by an image inside the stepper, with itself as `this`, once that is on the page.
const box = this.closest('.stepper');
const sliders = box.querySelectorAll('.widget-slider');

// Without a name, a screen reader says "slider" or "button" and nothing more.
for (const slider of sliders)
  slider.querySelector('[role=slider]').setAttribute('aria-label', slider.querySelector('.widget-label').textContent);
box.querySelectorAll('.widget-play button').forEach((button, i) =>
  button.setAttribute('aria-label', ['play or pause', 'stop', 'repeat'][i]));

// The notebook would take keys for shortcuts: arrows jump to another heading, letters add and cut cells. It looks for
// this attribute on what has the focus first (jupyter-widgets/ipywidgets#3912).
for (const each of box.querySelectorAll('*')) each.setAttribute('data-lm-suppress-shortcuts', 'true');

// A click on a track or a picture leaves the focus in the notebook: whoever clicks here wants to step by keyboard.
function focus({ target }) {
  if (target.closest('button, select, input, [contenteditable]')) return;
  const slider = target.closest('.widget-slider') ?? sliders[0];
  slider.querySelector('[role=slider]').focus({ preventScroll: true });
}
box.addEventListener('click', focus);
box.addEventListener('pointerdown', event => setTimeout(focus, 0, event), true); // of a handle that is drawn elsewhere

// Tells the kernel that somebody looks at it.
box.querySelector('.seen').click();
