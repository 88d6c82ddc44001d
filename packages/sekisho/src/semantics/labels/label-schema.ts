import type { ParameterDescription } from "../../model/check.ts";

/** What a label's value may be required to be. */
const labelKinds = ["text", "url", "rfc3339", "spdx", "hash", "semver", "email", "raw"] as const;

/** The parameter that every check of labels has: the labels that images must have, and what their values are. */
export const requiredLabels = {
  type: "string-map",
  description: {
    en: "Labels that every image must have, with the kind of value: text, url, rfc3339, spdx, hash, semver, email or raw (any value, also an empty one). Taken from `labels.required` in `.sekisho.yaml`.",
    ja: "イメージに必須のラベルと、その値の種類（text、url、rfc3339、spdx、hash、semver、email、raw）。raw は空を含む任意の値です。`.sekisho.yaml` の `labels.required` から読み込まれます。",
  },
  default: {},
  values: labelKinds,
} as const satisfies ParameterDescription;
