import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import type { Activity } from "./group-by-actor.ts";
import styles from "./story.module.css";
import { incidentTexts } from "./texts.ts";

interface WhyUnusualProps {
  readonly anomaly: NonNullable<Activity["anomaly"]>;
}

/** What of an activity is unusual, how rare that is, what it was compared with, and since when that was learned. */
export function WhyUnusual({ anomaly: { unusual, rarity, baseline, learned, score } }: WhyUnusualProps) {
  const t = useTexts(incidentTexts);
  const text = useText();
  const { number } = useFormats();
  const facts = [
    { name: t("unusual"), value: text(unusual) },
    { name: t("rarity"), value: text(rarity) },
    { name: t("baseline"), value: text(baseline) },
    { name: t("learned"), value: text(learned) },
    { name: t("score"), value: t("ofHundred", { score: number(Math.round(score)) }) },
  ];
  return (
    <dl className={styles["why"]}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
