import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { useTexts } from "../texts/define-texts.ts";
import { words } from "./words.ts";

/** Gives what shows a notice in the corner of the page for a while; whoever has read it closes it. */
export function useNotice(): (message: ReactNode) => void {
  const t = useTexts(words);
  return (message) => {
    notifications.show({ message, closeButtonProps: { "aria-label": t("close") } });
  };
}
