// <term-search> and <flash-cards>: the glossary's search box and cards, as rnn_helpers.glossary has them in a
// notebook. Terms stand in `glossary`, which terms.js defines; formulas in them are laid out already.
"use strict";

(() => {
  const { terms, packs, later } = glossary;

  /** Capitals, hyphens and further spaces do not matter. */
  const plain = (text) => text.toLowerCase().replace(/[-–—]/g, " ").split(/\s+/).filter(Boolean).join(" ");
  const places = terms.map((term) => [term.name, term.also, term.sentence].map(plain));

  /** Terms with words that begin as the query does: in the name first, then in other names, then in the sentence. */
  function find(query) {
    const escaped = plain(query).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const wanted = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}`, "u");
    const ranks = places.map((texts) => texts.findIndex((text) => wanted.test(text)));
    return [0, 1, 2].flatMap((rank) => terms.filter((_, place) => ranks[place] === rank));
  }

  class TermSearch extends HTMLElement {
    connectedCallback() {
      this.innerHTML = `<label>Find a term <input type="search" autocomplete="off"
        placeholder="a term, another name, or a word of what it means"></label><div role="status"></div><dl></dl>`;
      this.query = this.querySelector("input");
      this.query.addEventListener("input", () => this.search());
      this.search();
    }

    search() {
      const query = this.query.value.trim();
      const found = query ? find(query) : [];
      let said = `${terms.length} terms. Type two or three letters of what you look for.`;
      if (found.length) said = `${found.length} of ${terms.length} terms:`;
      else if (query) said = `Nothing found for “${query}”. Try fewer letters, the singular, or another word for it.`;
      this.querySelector("[role=status]").textContent = said;
      const list = this.querySelector("dl");
      list.innerHTML = found.map((term) => `<dt>${term.name}</dt><dd>${term.meaning}</dd>`).join("");
      list.hidden = !found.length;
    }
  }

  class FlashCards extends HTMLElement {
    connectedCallback() {
      const options = Object.keys(packs).map((pack) => `<option>${pack}</option>`);
      this.innerHTML = `<label>Pack <select>${options.join("")}</select></label>
        <div class="card" role="status"></div>
        <div class="controls"><button type="button">Turn over</button><button type="button">I knew it</button>
        <button type="button">Not yet</button></div><p class="tally"></p>`;
      const acts = [() => this.turn(), () => this.putAway(), () => this.putBack()];
      this.querySelectorAll("button").forEach((button, place) => button.addEventListener("click", acts[place]));
      this.querySelector("select").addEventListener("change", () => this.shuffle());
      this.shuffle();
    }

    /** A pack's order is the same each time. */
    shuffle() {
      Object.assign(this, { pile: [...packs[this.querySelector("select").value]], known: 0, missed: new Set() });
      this.show(false);
    }

    turn() {
      this.show(this.pile.length > 0 && !this.answered);
    }

    putAway() {
      if (this.pile.length) this.known += 1;
      this.pile.shift();
      this.show(false);
    }

    /** A card that was not known comes again a few cards later. */
    putBack() {
      if (this.pile.length) {
        const card = this.pile.shift();
        this.missed.add(card);
        this.pile.splice(Math.min(later, this.pile.length), 0, card);
      }
      this.show(false);
    }

    show(answered) {
      this.answered = answered;
      const term = terms[this.pile[0]];
      const side = answered ? term.meaning : "What is it? Say it aloud, then turn the card over.";
      this.querySelector(".card").innerHTML = term
        ? `<b>${term.name}</b><br>${side}`
        : "All known. Choose a pack to begin again.";
      const left = `${this.known} known, ${this.pile.length} left`;
      this.querySelector(".tally").textContent = `${left}, ${this.missed.size} not known at first`;
    }
  }

  customElements.define("term-search", TermSearch);
  customElements.define("flash-cards", FlashCards);
})();
