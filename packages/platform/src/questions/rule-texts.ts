import { catalogue, frameworks } from "sekisho";
import type { z } from "zod";
import type { askingControl, ruleTexts } from "../contract/finding-page.ts";

type RuleTexts = z.infer<typeof ruleTexts>;
type AskingControl = z.infer<typeof askingControl>;

const rules: ReadonlyMap<string, RuleTexts> = new Map(
  catalogue.map(({ id, title, severity, why, remediation, sources, aliases }) => [
    id,
    { id, title, severity, why, remediation, sources: [...sources], aliases: [...aliases] },
  ]),
);

/** Gives what we say of a rule; `undefined` when it is not ours. */
export function findRuleTexts(ruleId: string): RuleTexts | undefined {
  return rules.get(ruleId);
}

const japaneseTitles: readonly (readonly [id: string, title: string])[] = [...rules.values()].map(({ id, title }) => [
  id,
  title.ja.normalize("NFKC").toLowerCase(),
]);

/** Gives the rules of ours whose Japanese title has a text in it; reports tell their findings in one language. */
export function rulesTitledInJapanese(text: string): readonly string[] {
  const searched = text.normalize("NFKC").toLowerCase();
  return japaneseTitles.filter(([, title]) => title.includes(searched)).map(([id]) => id);
}

/** Gives the texts of controls, `FRAMEWORK@VERSION#CONTROL`; those of frameworks that we do not know are left out. */
export function controlsNamed(names: readonly string[]): AskingControl[] {
  return names.flatMap((name) => {
    const hash = name.indexOf("#");
    const framework = frameworks.find(({ id }) => id === name.slice(0, hash));
    const control = framework?.controls.find(({ id }) => id === name.slice(hash + 1));
    if (framework === undefined || control === undefined) return [];
    const { id, title, source } = framework;
    return [{ id: name, framework: { id, title, source }, control: control.id, title: control.title }];
  });
}
