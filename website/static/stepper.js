// <unrolled-stepper id="stepper-06-1" src="…/stepper-06-1.js">: walks through frames that were drawn when the site was built.
// In it stand the first frame and its caption, which are all there is without scripts and on paper. The list of
// frames is a script that calls unrolledFrames(id, list), since a page from a folder on disk may not read data.
"use strict";

(() => {
  const PAUSE_MS = 900; // between two frames while it plays
  const AHEAD = [1, 2, 3, -1]; // frames that are fetched before they are asked for
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const lists = new Map(); // by id: what to do with its list of frames

  window.unrolledFrames = (id, list) => lists.get(id)?.(list);

  /** An element with these properties, and with attributes where a name has a hyphen. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes("-")) element.setAttribute(name, value);
      else element[name] = value;
    }
    element.append(...children);
    return element;
  }

  class UnrolledStepper extends HTMLElement {
    /** Ask for the list of frames when the stepper comes near the window. */
    connectedCallback() {
      if (this.picture) return; // moved on the page
      this.picture = this.querySelector(".picture");
      this.caption = this.querySelector(".in-words");
      this.base = this.getAttribute("src").replace(/[^/]*$/, "");
      const near = new IntersectionObserver(
        (seen) => {
          if (!seen.some((each) => each.isIntersecting)) return;
          near.disconnect();
          lists.set(this.id, (list) => this.begin(list));
          document.head.append(make("script", { src: this.getAttribute("src") }));
        },
        { rootMargin: "400px" },
      );
      near.observe(this);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    /** Put controls above the picture and stand at the first frame. */
    begin({ label, choices, drawn }) {
      Object.assign(this, { choices, drawn, frame: 0, loaded: new Map() });
      this.frames = drawn[0].captions.length;
      this.chosen = choices.map((choice) => choice.first);
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", `Stepper, ${this.frames} frames`);
      this.caption.setAttribute("aria-live", "polite");
      this.prepend(this.walk(label), ...choices.map((choice, place) => this.choice(choice, place)));
      Object.assign(this.dataset, { shown: 1, choice: this.combination });
    }

    /** The play button, and the slider, whose keys the browser knows: arrows, Home, End, Page Up and Page Down. */
    walk(label) {
      this.button = make("button", { type: "button", className: "play" });
      this.button.addEventListener("click", () => this.pressed());
      still.addEventListener("change", () => this.play(false));
      this.slider = slider(label, 1, this.frames, 1, (value) => `${value} of ${this.frames}`);
      this.slider.addEventListener("input", () => {
        this.play(false);
        this.show(this.slider.valueAsNumber - 1);
      });
      this.play(false);
      return make("div", { className: "controls" }, this.button, labelled(label, this.slider));
    }

    /** A slider for numbers, buttons for everything else. */
    choice({ label, options, first, slider: asSlider }, place) {
      const choose = (option) => {
        this.chosen[place] = option;
        this.show(this.frame);
      };
      if (asSlider) {
        const input = slider(label, 0, options.length - 1, first, (value) => options[value]);
        input.addEventListener("input", () => choose(input.valueAsNumber));
        return make("div", { className: "controls" }, labelled(label, input));
      }
      const group = `${this.id}-${place}`;
      const buttons = options.map((text, option) => {
        const input = make("input", { type: "radio", name: group, checked: option === first });
        input.addEventListener("change", () => choose(option));
        return make("label", {}, input, make("span", {}, text));
      });
      return make("fieldset", { className: "controls" }, make("legend", {}, label), ...buttons);
    }

    /** Which of all combinations of options is chosen: the last choice changes fastest. */
    get combination() {
      return this.choices.reduce((sum, { options }, place) => sum * options.length + this.chosen[place], 0);
    }

    /** Show a frame in picture and words, and fetch its neighbours. */
    async show(frame) {
      this.frame = frame;
      const drawn = this.drawn[this.combination];
      const shown = [this.load(drawn.moving[frame], drawn.captions[frame]), this.load(drawn.still, "")];
      await Promise.allSettled(shown.map((image) => image.decode())); // one that is missing says so by its description
      if (this.frame !== frame || this.drawn[this.combination] !== drawn) return; // meanwhile asked for another
      this.picture.replaceChildren(...shown);
      // Where the window is narrower than the picture, what has changed comes into its middle.
      this.picture.scrollLeft = drawn.at[frame] * this.picture.scrollWidth - this.picture.clientWidth / 2;
      this.caption.textContent = drawn.captions[frame];
      Object.assign(this.dataset, { shown: frame + 1, choice: this.combination });
      for (const step of AHEAD) {
        const next = drawn.moving[frame + step];
        if (next) this.load(next, drawn.captions[frame + step]).decode().catch(() => {});
      }
    }

    /** A picture of this stepper's; each is made once. */
    load(file, alt) {
      const key = `${file} ${alt}`;
      if (!this.loaded.has(key)) {
        const image = this.picture.lastElementChild.cloneNode();
        this.loaded.set(key, Object.assign(image, { alt, loading: "eager", src: this.base + file }));
      }
      return this.loaded.get(key);
    }

    /** Play or pause; for whoever wants nothing to move on its own, a step at each press. */
    pressed() {
      if (!still.matches) this.play(!this.timer);
      if (still.matches || this.timer) this.go((this.frame + 1) % this.frames);
    }

    play(on) {
      clearInterval(this.timer);
      this.timer = on ? setInterval(() => this.advance(), PAUSE_MS) : undefined;
      this.caption.setAttribute("aria-live", on ? "off" : "polite"); // nobody can listen as fast as it plays
      this.button.textContent = still.matches ? "Step" : "Play";
      if (still.matches) this.button.removeAttribute("aria-pressed");
      else this.button.setAttribute("aria-pressed", on);
    }

    advance() {
      if (this.frame + 1 < this.frames) this.go(this.frame + 1);
      else this.play(false);
    }

    /** Go to a frame, and move the slider along. */
    go(frame) {
      this.slider.valueAsNumber = frame + 1;
      this.slider.tell();
      this.show(frame);
    }
  }

  /** A slider that says in words where it stands, to eyes and to screen readers. */
  function slider(label, min, max, value, words) {
    const input = make("input", { type: "range", min, max, value, "aria-label": label });
    input.said = make("output", { "aria-hidden": true });
    input.tell = () => {
      input.said.textContent = words(input.valueAsNumber);
      input.setAttribute("aria-valuetext", words(input.valueAsNumber));
    };
    input.addEventListener("input", input.tell);
    input.tell();
    return input;
  }

  function labelled(label, input) {
    return make("label", { className: "slider" }, make("span", {}, label), input, input.said);
  }

  customElements.define("unrolled-stepper", UnrolledStepper);
})();
