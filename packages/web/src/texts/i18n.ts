import { createInstance } from "i18next";
import { initReactI18next } from "react-i18next";

/** A language of the pages. */
export const languages = ["en", "ja"] as const;
/** A language of the pages. */
export type Language = (typeof languages)[number];

const storageKey = "sekisho.language";

/** All texts of the pages; features add theirs with `defineTexts`. */
export const i18n = createInstance();
void i18n.use(initReactI18next).init({
  lng: preferredLanguage(),
  fallbackLng: "en",
  supportedLngs: [...languages],
  initAsync: false,
  resources: {},
  // Dots and colons are parts of keys' values only; React escapes what is shown.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  returnNull: false,
});
document.documentElement.lang = i18n.language;

/** Gives the language that pages are shown in. */
export function currentLanguage(): Language {
  return i18n.language === "ja" ? "ja" : "en";
}

/** Shows the pages in another language from now on. */
export async function changeLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that stores nothing: the choice holds until the page is closed.
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
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
