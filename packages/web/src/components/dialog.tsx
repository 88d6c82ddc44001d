import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../texts/define-texts.ts";
import { words } from "./words.ts";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something that is done or read before the page goes on; Escape closes it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useTexts(words);
  return (
    // Locking the page's scrolling writes styles into the page, which its policy forbids.
    <Modal.Root opened onClose={onClose} lockScroll={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content>
        {/* The page has its header already: a dialog's is no second one. */}
        <Modal.Header role="none">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
