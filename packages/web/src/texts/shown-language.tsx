import { createContext, type ReactNode, use, useSyncExternalStore } from "react";
import { currentLanguage, type Language, listenLanguage } from "./language.ts";

const ShownLanguage = createContext(currentLanguage());

interface LanguageProviderProps {
  readonly children: ReactNode;
}

/** Shows everything in it anew when the language changes. */
export function LanguageProvider({ children }: LanguageProviderProps) {
  const language = useSyncExternalStore(listenLanguage, currentLanguage);
  return <ShownLanguage value={language}>{children}</ShownLanguage>;
}

/** Gives the language that is shown: hundreds of cells ask for it in a frame, and none of them listens by itself. */
export function useLanguage(): Language {
  return use(ShownLanguage);
}
