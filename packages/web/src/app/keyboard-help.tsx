import { Switch } from "@mantine/core";
import { Dialog } from "../components/dialog.tsx";
import { setSingleKeys, useSingleKeys } from "../components/single-keys.ts";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./keyboard-help.module.css";
import { railPages } from "./pages-by-key.ts";
import { shellTexts } from "./shell-texts.ts";

const listKeys = [
  { keys: ["j", "↓"], means: "keyNext" },
  { keys: ["k", "↑"], means: "keyPrevious" },
  { keys: ["Enter"], means: "keyOpen" },
  { keys: ["x"], means: "keyMark" },
  { keys: ["e"], means: "keyDecide" },
  { keys: ["/"], means: "keySearch" },
] as const;

interface KeyboardHelpProps {
  readonly onClose: () => void;
}

/** Every key of the pages, and the switch that turns single keys off. */
export function KeyboardHelp({ onClose }: KeyboardHelpProps) {
  const t = useTexts(shellTexts);
  const areSingleKeysOn = useSingleKeys();
  return (
    <Dialog title={t("keyboard")} onClose={onClose}>
      <dl className={styles["keys"]}>
        <Keys keys={["Ctrl K", "⌘ K"]} means={t("keyPalette")} />
        <Keys keys={["?"]} means={t("keyHelp")} />
        {listKeys.map(({ keys, means }) => (
          <Keys key={means} keys={keys} means={t(means)} />
        ))}
        {railPages.map(({ key, name }) => (
          <Keys key={key} keys={[`g ${key}`]} means={t("keyGo", { page: t(name) })} />
        ))}
      </dl>
      <Switch
        label={t("singleKeys")}
        description={t("singleKeysHint")}
        checked={areSingleKeysOn}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Dialog>
  );
}

interface KeysProps {
  readonly keys: readonly string[];
  readonly means: string;
}

function Keys({ keys, means }: KeysProps) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{means}</dd>
    </div>
  );
}
