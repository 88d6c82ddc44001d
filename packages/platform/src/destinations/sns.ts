import { destinationKinds } from "../contract/destination.ts";
import { findAnswerProblem, SendProblem } from "../outbox/send-problem.ts";
import { sayNotice, urlOf } from "./notice-words.ts";
import { defineSender } from "./sender.ts";
import { signAws } from "./sign-aws.ts";

/** Subjects are ASCII and short. Source: Amazon SNS API Reference, Publish. */
const maxSubject = 100;
const fifoEnding = ".fifo";

/** A topic of Amazon SNS, or of whatever speaks as it does. */
export const sns = defineSender({
  kind: "sns",
  settings: destinationKinds.sns.settings,
  send: async ({ id, notice }, { settings, secret, language }, { http, now, publicUrl }) => {
    const { topicArn, accessKeyId, endpoint } = settings;
    const region = topicArn.split(":")[3] ?? "";
    const url = endpoint ?? `https://sns.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}/`;
    const { title, summary } = sayNotice(notice, language, publicUrl);
    const message = { id, ...notice, title, summary, url: urlOf(notice, publicUrl) ?? null };
    const form = new URLSearchParams({
      Action: "Publish",
      Version: "2010-03-31",
      TopicArn: topicArn,
      Subject: asciiSubject(title),
      Message: JSON.stringify(message),
      "MessageAttributes.entry.1.Name": "id",
      "MessageAttributes.entry.1.Value.DataType": "String",
      "MessageAttributes.entry.1.Value.StringValue": id,
      // A topic that keeps the order drops what it has had.
      ...(topicArn.endsWith(fifoEnding) ? { MessageDeduplicationId: id, MessageGroupId: "sekisho" } : {}),
    });
    const request = {
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: form.toString(),
    } as const;
    const signer = { accessKeyId, secretAccessKey: secret, region, service: "sns", nowMs: now() };
    const answer = await http.send({ ...request, headers: signAws(request, signer) });
    const problem = findAnswerProblem(answer, new URL(url).host);
    if (problem === undefined) return undefined;
    // A clock that goes wrong and throttling are told by the same status as a malformed call.
    const passes = /<Code>(?:Throttl|RequestExpired|SignatureDoesNotMatch|InvalidClientTokenId)/.test(answer.text);
    throw passes ? new SendProblem(problem.code, problem.message) : problem;
  },
});

function asciiSubject(title: string): string {
  const plain = title.replaceAll(/[^\x20-\x7e]/g, "").trim();
  return plain === "" ? "Sekisho" : plain.slice(0, maxSubject);
}
