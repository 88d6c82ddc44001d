import type { Text } from "../../model/text.ts";
import type { DemandId, StandardId } from "./security-policy.ts";

/** What a standard demands of a service that falls under it. */
interface StandardDescription {
  readonly id: StandardId;
  readonly title: Text;
  /** Each demand with the place of the standard that it serves. */
  readonly demands: ReadonlyMap<DemandId, string>;
}

/** Gives what each standard demands. Sources: PCI DSS 4.0.1; 45 CFR part 164 subpart C; Regulation (EU) 2016/679. */
export const knownStandards: Readonly<Record<StandardId, StandardDescription>> = {
  "pci-dss": {
    id: "pci-dss",
    title: { en: "PCI DSS", ja: "PCI DSS" },
    demands: new Map<DemandId, string>([
      ["ingress-limited", "1.3.1"],
      ["egress-limited", "1.3.2"],
      ["own-namespace", "1.4.1"],
      ["no-lower-class-beside", "2.2.3"],
      ["encryption-at-rest", "3.5.1"],
      ["secrets-from-key-management", "3.6.1"],
      ["encryption-in-transit", "4.2.1"],
    ]),
  },
  hipaa: {
    id: "hipaa",
    title: { en: "HIPAA Security Rule", ja: "HIPAA セキュリティ規則" },
    demands: new Map<DemandId, string>([
      ["ingress-limited", "164.312(a)(1)"],
      ["encryption-at-rest", "164.312(a)(2)(iv)"],
      ["encryption-in-transit", "164.312(e)(1)"],
    ]),
  },
  gdpr: {
    id: "gdpr",
    title: { en: "GDPR", ja: "GDPR（EU 一般データ保護規則）" },
    demands: new Map<DemandId, string>([
      ["ingress-limited", "25(2)"],
      ["encryption-at-rest", "32(1)(a)"],
      ["encryption-in-transit", "32(1)(a)"],
    ]),
  },
};
