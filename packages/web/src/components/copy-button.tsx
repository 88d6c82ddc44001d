import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useTexts } from "../texts/define-texts.ts";
import { words } from "./words.ts";

interface CopyButtonProps {
  readonly text: string;
}

/** Copies a text. */
export function CopyButton({ text }: CopyButtonProps) {
  const t = useTexts(words);
  const clipboard = useClipboard();
  return (
    <Button variant="default" size="compact-xs" onClick={() => clipboard.copy(text)} aria-live="polite">
      {clipboard.copied ? t("copied") : t("copy")}
    </Button>
  );
}
