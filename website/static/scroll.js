// What scrolls sideways can be reached by keyboard: formulas, tables, code, pictures on a narrow screen.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const reach = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const wide of document.querySelectorAll(".picture, pre, .table-wrapper, .math")) reach.observe(wide);
});
