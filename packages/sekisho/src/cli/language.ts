import type { Language } from "../model/text.ts";

/** The variables that say a locale, the strongest first. Source: POSIX.1-2024, section 8.2. */
const localeVariables = ["LC_ALL", "LC_MESSAGES", "LANG"] as const;

/**
 * Finds the language of the texts: `--lang` as far as it names a known one, else the locale, else English.
 *
 * It is needed before the arguments are parsed, so that what is wrong with them can be said in it.
 */
export function chooseLanguage(
  written: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = findAskedLanguage(written);
  if (asked !== undefined) return asked;
  for (const name of localeVariables) {
    const locale = environment[name];
    if (locale !== undefined && locale !== "") return /^ja(?:[_.@-]|$)/i.test(locale) ? "ja" : "en";
  }
  return "en";
}

function findAskedLanguage(written: readonly string[]): Language | undefined {
  const end = written.indexOf("--");
  const options = end === -1 ? written : written.slice(0, end);
  for (const [index, argument] of options.entries()) {
    const value = argument === "--lang" ? options[index + 1] : /^--lang=(.*)$/.exec(argument)?.[1];
    if (value === "en" || value === "ja") return value;
  }
  return undefined;
}
