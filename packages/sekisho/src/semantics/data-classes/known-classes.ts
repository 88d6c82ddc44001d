import type { DataClass, DemandId } from "./security-policy.ts";

const everyone: readonly DemandId[] = ["encryption-in-transit", "egress-limited", "ingress-limited"];

const confidential: readonly DemandId[] = [
  ...everyone,
  "encryption-at-rest",
  "secrets-from-key-management",
  "own-namespace",
  "no-lower-class-beside",
];

/** The classes of data that need no description by the user. A class of the user's own with the same name replaces one. */
export const knownClasses: readonly DataClass[] = [
  {
    name: "anonymous",
    title: { en: "Anonymous data", ja: "匿名情報" },
    level: 0,
    demands: ["ingress-limited"],
  },
  {
    name: "member",
    title: { en: "Member data (accounts and passwords)", ja: "会員情報（アカウント、パスワード）" },
    level: 2,
    demands: [...everyone, "encryption-at-rest", "secrets-from-key-management", "own-namespace"],
  },
  {
    name: "personal",
    title: { en: "Personal data", ja: "個人情報" },
    level: 3,
    demands: confidential,
  },
  {
    name: "payment",
    title: { en: "Payment data", ja: "決済情報" },
    level: 4,
    demands: [...confidential, "own-node-pool", "sandboxed-runtime", "signed-images-only"],
  },
];
