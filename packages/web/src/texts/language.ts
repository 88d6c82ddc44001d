/** A language of the pages. */
export const languages = ["en", "ja"] as const;
/** A language of the pages. */
export type Language = (typeof languages)[number];

const storageKey = "sekisho.language";
const listeners = new Set<() => void>();
let shown = preferredLanguage();
tellDocument();

/** Gives the language that pages are shown in. */
export function currentLanguage(): Language {
  return shown;
}

/** Shows the pages in another language from now on. */
export function changeLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that stores nothing: the choice holds until the page is closed.
  }
  shown = language;
  tellDocument();
  for (const listener of listeners) listener();
}

/** Calls whenever the language changes; gives what ends it. */
export function listenLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Screen readers, hyphenation and line heights follow it. */
function tellDocument(): void {
  document.documentElement.lang = shown;
}

function preferredLanguage(): Language {
  const wanted = [storedLanguage(), ...navigator.languages];
  const known = wanted.map((tag) => languages.find((language) => tag?.toLowerCase().startsWith(language) === true));
  return known.find((language) => language !== undefined) ?? "en";
}

function storedLanguage(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}
