/** How long a list may take to follow the search box, in milliseconds. */
const PATIENCE = 1000;

const isThere = (list: HTMLElement, query: string) =>
  list.dataset["query"] === query && list.getAttribute("aria-busy") !== "true";

/**
 * Puts the focus into the list, once it is that of the query: whoever presses down with the last letter means what it
 * finds. A list that takes too long is entered as it is. Returns what gives up waiting.
 */
export function intoList(query: string): () => void {
  const enter = () => document.querySelector<HTMLElement>("main [role=grid]")?.focus();
  const list = document.querySelector<HTMLElement>("main [data-query]");
  if (!list || isThere(list, query)) {
    enter();
    return () => undefined;
  }
  const observer = new MutationObserver(() => (isThere(list, query) ? arrive() : undefined));
  const timer = setTimeout(arrive, PATIENCE);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  function arrive() {
    stop();
    enter();
  }
  observer.observe(list, { attributeFilter: ["data-query", "aria-busy"] });
  return stop;
}
