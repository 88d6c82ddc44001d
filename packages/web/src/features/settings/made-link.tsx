import { CopyButton } from "../../components/copy-button.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

interface MadeLinkProps {
  /** Path with the token behind `#`; `null` where a mail brings it. */
  readonly made: { readonly email: string; readonly link: string | null };
}

/** A link that is shown this one time, or that a mail brings. */
export function MadeLink({ made: { email, link } }: MadeLinkProps) {
  const t = useTexts(settingsTexts);
  if (link === null) return <p role="status">{t("mailGoes", { email })}</p>;
  const address = `${location.origin}${link}`;
  return (
    <div role="status" className={styles["made"]}>
      <p>{t("inviteLink")}</p>
      <code data-made-link>{address}</code> <CopyButton text={address} />
    </div>
  );
}
