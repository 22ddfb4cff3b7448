/* The search box completes what is typed: a combobox with a list (WAI-ARIA Authoring Practices).
   Without this script the box is a plain one; nothing else depends on it. */
"use strict";

(() => {
  const WAIT = 80; // ms without a key before asking: a fast typist asks once a word
  const KINDS = { term: "word", phrase: "phrase", title: "episode", person: "person" };

  const box = document.querySelector("input[data-suggest]");
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const told = document.createElement("span");
  told.className = "told";
  told.setAttribute("aria-live", "polite");
  box.after(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  }))
    box.setAttribute(name, value);

  let found = []; // the suggestions shown
  let chosen = -1; // which of them the arrows have reached, or none
  let typed = ""; // what stood in the box before the arrows changed it
  let waiting = 0;
  let asking = null;

  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    chosen = -1;
    told.textContent = "";
  };

  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
    box.value = at < 0 ? typed : found[at].query;
  };

  const show = (suggestions) => {
    found = suggestions;
    list.replaceChildren(
      ...suggestions.map((suggestion, n) => {
        const item = document.createElement("li");
        item.id = `suggestion-${n}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const kind = document.createElement("small");
        kind.textContent = KINDS[suggestion.kind];
        const text = document.createElement("bdi");
        text.textContent = suggestion.text;
        item.append(text, " ", kind);
        return item;
      }),
    );
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = !suggestions.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = suggestions.length
      ? `${suggestions.length} suggestion${suggestions.length === 1 ? "" : "s"}`
      : "";
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const address = `${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      // What completes nothing only repeats what stands there.
      if (!signal.aborted) show(suggestions.filter((one) => one.query !== typed));
    } catch {
      if (!signal.aborted) close();
    }
  };

  box.addEventListener("input", () => {
    typed = box.value;
    clearTimeout(waiting);
    if (box.value.trim()) waiting = setTimeout(ask, WAIT);
    else close();
  });

  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      choose(-1);
      close();
    } else if (step && list.hidden && box.value.trim()) {
      event.preventDefault();
      typed = box.value;
      ask();
    } else if (step && !list.hidden) {
      event.preventDefault();
      // What comes late would take away what is being chosen.
      clearTimeout(waiting);
      asking?.abort();
      // The box itself stands before the first and after the last.
      const places = found.length + 1;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" || event.key === "Tab") {
      close();
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    choose([...list.children].indexOf(item));
    close();
    box.form.requestSubmit();
  });

  box.addEventListener("blur", close);
})();
