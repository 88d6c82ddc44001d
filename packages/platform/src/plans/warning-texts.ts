import type { Meter, MeterUsage, Usage } from "../contract/plan.ts";

interface WrittenText {
  readonly en: string;
  readonly ja: string;
}

const meterNames: Readonly<Record<Meter, WrittenText>> = {
  images: { en: "images", ja: "イメージ" },
  nodes: { en: "nodes", ja: "ノード" },
  workloads: { en: "workloads", ja: "ワークロード" },
  uploads: { en: "uploads", ja: "アップロード" },
  events: { en: "events", ja: "イベント" },
  seats: { en: "members", ja: "メンバー" },
};

/** What somebody is told in a mail: its subject, and a sentence or two. */
export interface WarningText {
  readonly subject: WrittenText;
  readonly text: WrittenText;
}

/** Says that a limit is near, passed, or reached. */
export function textOfMeter(
  { meter, used, soft, hard, level }: MeterUsage,
  { resetsAt }: Pick<Usage, "resetsAt">,
): WarningText {
  const name = meterNames[meter];
  const day = resetsAt.slice(0, 10);
  const of = { en: `${used} of ${soft ?? hard}`, ja: `${soft ?? hard} のうち ${used}` };
  const wall =
    hard === null
      ? { en: "Nothing is stopped.", ja: "超過しても停止しません。" }
      : {
          en: `At ${hard} nothing more is taken until ${day}.`,
          ja: `${hard} に達すると、${day} まで新しいデータを受け付けません。`,
        };
  if (level === "stopped") {
    return {
      subject: { en: `The limit of ${name.en} is reached`, ja: `${name.ja}の上限に達しました` },
      text: {
        en: `${used} ${name.en} were used this month, and the limit is ${hard}. Nothing more is taken until ${day}; what is there stays and can be read.`,
        ja: `今月の${name.ja}の利用量は ${used} で、上限の ${hard} に達しました。${day} まで新しいデータを受け付けません。保存済みのデータは引き続き参照できます。`,
      },
    };
  }
  const subject =
    level === "over"
      ? { en: `More ${name.en} are used than the plan covers`, ja: `${name.ja}の利用量がプランの範囲を超えました` }
      : { en: `Most of the ${name.en} of this month are used`, ja: `${name.ja}の利用量が上限に近づいています` };
  return {
    subject,
    text: {
      en: `${of.en} ${name.en} are used this month. ${wall.en}`,
      ja: `今月の${name.ja}の利用量は ${of.ja} です。${wall.ja}`,
    },
  };
}

/** Says that a payment failed, or that only reading is left. */
export function textOfPayment({ isReadOnly, readOnlyFrom }: Usage["payment"]): WarningText {
  const day = (readOnlyFrom ?? "").slice(0, 10);
  if (isReadOnly) {
    return {
      subject: {
        en: "Sekisho can only be read until a payment arrives",
        ja: "支払いが確認されるまで Sekisho は参照のみとなります",
      },
      text: {
        en: `No payment arrived up to ${day}. Nothing is deleted; new reports and events are taken again as soon as one does.`,
        ja: `${day} までに支払いを確認できませんでした。データは削除されません。支払いが確認され次第、レポートとイベントの受け付けを再開します。`,
      },
    };
  }
  return {
    subject: { en: "A payment for Sekisho failed", ja: "Sekisho の支払いに失敗しました" },
    text: {
      en: `Everything goes on until ${day}. From then on Sekisho can only be read until a payment arrives. Nothing is deleted.`,
      ja: `${day} までは通常どおり利用できます。以降は支払いが確認されるまで参照のみとなります。データは削除されません。`,
    },
  };
}
