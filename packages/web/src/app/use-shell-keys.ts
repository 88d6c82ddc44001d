import { useEffect } from "react";
import { useSingleKeys } from "../components/single-keys.ts";

/** A second key counts as long after the first one. */
const sequenceMs = 1_500;

interface ShellKeys {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
  /** A key was pressed after `g`. */
  readonly onGo: (key: string) => void;
}

/** Listens to the keys that hold on every page: Ctrl or Cmd with K, `?`, and `g` with a second key. */
export function useShellKeys({ onPalette, onHelp, onGo }: ShellKeys): void {
  const areSingleKeysOn = useSingleKeys();
  useEffect(() => {
    let goUntil = 0;
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (!areSingleKeysOn || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.timeStamp < goUntil) onGo(event.key);
      goUntil = event.key === "g" ? event.timeStamp + sequenceMs : 0;
      if (event.key === "?") onHelp();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [areSingleKeysOn, onPalette, onHelp, onGo]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
