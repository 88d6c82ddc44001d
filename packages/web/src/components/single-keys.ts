import { useSyncExternalStore } from "react";

const storageKey = "sekisho.single-keys";
const listeners = new Set<() => void>();
let areOn = readSetting();

/**
 * Whether keys without Ctrl or Cmd do something: who steers a computer by speech turns them off (WCAG 2.2, 2.1.4).
 */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, () => areOn);
}

/** Turns single keys on or off, from now on in this browser. */
export function setSingleKeys(wanted: boolean): void {
  areOn = wanted;
  try {
    localStorage.setItem(storageKey, wanted ? "on" : "off");
  } catch {
    // A browser that stores nothing: the choice holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}
