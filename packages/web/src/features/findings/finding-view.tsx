import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AssetKind } from "../../components/asset-kind.tsx";
import { Prose } from "../../components/prose.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { words } from "../../components/words.ts";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { DecisionPanel } from "./decision-panel.tsx";
import { EvidenceList } from "./evidence-list.tsx";
import { readFindingDetails } from "./finding-details.ts";
import type { FindingPageAnswer } from "./finding-page-answer.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";
import { Repair } from "./repair.tsx";
import { Talk } from "./talk.tsx";
import { WorkPanel } from "./work-panel.tsx";

interface FindingViewProps {
  readonly page: FindingPageAnswer;
}

/** One finding: what is wrong, how bad, where exactly, since when and who has it, and what to do. */
export function FindingView({ page }: FindingViewProps) {
  const t = useTexts(findingViewTexts);
  const details = readFindingDetails(page.finding.details);
  return (
    <article className={styles["view"]}>
      <Head page={page} />
      <Chain page={page} />
      <Section title={t("evidence")}>
        {details.message !== undefined && <Prose text={details.message} />}
        <EvidenceList evidence={details.evidence} />
      </Section>
      <Section title={t("repair")}>
        <Repair page={page} details={details} />
      </Section>
      <Why page={page} />
      <Witnesses page={page} />
      <Elsewhere page={page} />
      <WorkPanel page={page} />
      <DecisionPanel page={page} />
      <Talk page={page} />
    </article>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <section className={styles["section"]}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Head({ page: { finding, rule } }: FindingViewProps) {
  const t = useTexts(findingViewTexts);
  const word = useTexts(words);
  const text = useText();
  const { day, share } = useFormats();
  return (
    <header className={styles["head"]}>
      <h1>{rule === null ? finding.title : text(rule.title)}</h1>
      <p className={styles["facts"]}>
        <SeverityMark severity={finding.severity} />
        <span>{word(finding.status)}</span>
        <span>{word(finding.kind)}</span>
        <span>{t("since", { day: day(finding.openedAt) })}</span>
        {finding.dueAt !== null && <span>{t("due", { day: day(finding.dueAt) })}</span>}
        {finding.knownExploitedSince !== null && (
          <strong>{t("exploited", { day: day(finding.knownExploitedSince) })}</strong>
        )}
        {finding.epss !== null && <span>{t("epss", { share: share(finding.epss) })}</span>}
      </p>
      <p>
        <code>{finding.rule}</code> · <code>{finding.subject}</code>
        {finding.flawNames.length > 0 && ` · ${finding.flawNames.join(", ")}`}
      </p>
    </header>
  );
}

function Chain({ page: { finding, chain } }: FindingViewProps) {
  const t = useTexts(findingViewTexts);
  const order = [...chain.earlier, finding.asset.id, ...chain.later];
  const assets = order.flatMap((id) => chain.assets.filter((asset) => asset.id === id).slice(0, 1));
  const shown = assets.length === 0 ? [finding.asset] : assets;
  return (
    <nav aria-label={t("chain")}>
      <ol className={styles["chain"]}>
        {shown.map(({ id, kind, name }) => (
          <li key={id} aria-current={id === finding.asset.id ? "location" : undefined}>
            <span className={styles["quiet"]}>
              <AssetKind kind={kind} />
            </span>{" "}
            <Link to="/assets/$asset" params={{ asset: id }}>
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Why({ page: { rule, controls } }: FindingViewProps) {
  const t = useTexts(findingViewTexts);
  const text = useText();
  return (
    <>
      {rule !== null && (
        <Section title={t("why")}>
          <Prose text={text(rule.why)} />
        </Section>
      )}
      {controls.length > 0 && (
        <Section title={t("controls")}>
          <ul>
            {controls.map(({ id, framework, control, title }) => (
              <li key={id}>
                <Link to="/compliance/$framework" params={{ framework: framework.id }}>
                  {`${text(framework.title)} ${control}`}
                </Link>{" "}
                {text(title)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Witnesses({ page: { witnesses } }: FindingViewProps) {
  const t = useTexts(findingViewTexts);
  if (witnesses.length === 0) return null;
  return (
    <Section title={t("witnesses")}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("tool")}</th>
            <th>{t("ownSeverity")}</th>
            <th>{t("says")}</th>
          </tr>
        </thead>
        <tbody>
          {witnesses.map(({ source, version, rule, severity, title, message }) => (
            <tr key={`${source} ${rule}`}>
              <td>{[source, version].filter((part) => part !== null).join(" ")}</td>
              <td>{severity}</td>
              <td>{message ?? title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Elsewhere({ page: { elsewhere } }: FindingViewProps) {
  const t = useTexts(findingViewTexts);
  if (elsewhere.findings.length === 0) return null;
  return (
    <Section title={t("elsewhere")}>
      <ul>
        {elsewhere.findings.map(({ id, severity, asset, subject }) => (
          <li key={id}>
            <SeverityMark severity={severity} isShort />{" "}
            <Link to="/findings/$finding" params={{ finding: id }}>
              {asset.name}
            </Link>{" "}
            <span className={styles["quiet"]}>{subject}</span>
          </li>
        ))}
      </ul>
      <Link to="/findings" search={{ query: elsewhere.query }}>
        {t("all")}
      </Link>
    </Section>
  );
}
