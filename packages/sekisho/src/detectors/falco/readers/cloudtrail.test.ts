import { expect, test } from "vitest";
import { cloudtrailFields } from "../../../semantics/falco-rules/fields/cloudtrail-fields.ts";
import type { FieldValue } from "../field-value.ts";
import { cloudtrailReader } from "./cloudtrail.ts";
import { isRecord } from "./json-value.ts";

function read(document: object, name: string): FieldValue {
  if (!isRecord(document)) throw new Error("no event");
  return cloudtrailReader.open(
    name,
    undefined,
  )({ document, source: "aws_cloudtrail", host: "", time: () => undefined, number: 1 });
}

const event = {
  eventID: "e1",
  eventName: "GetObject",
  eventSource: "s3.amazonaws.com",
  eventTime: "2026-11-22T10:20:05Z",
  awsRegion: "eu-west-1",
  sourceIPAddress: "203.0.113.7",
  readOnly: true,
  recipientAccountId: "111122223333",
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::1:assumed-role/x",
    sessionContext: { sessionIssuer: { userName: "deploy" } },
  },
  requestParameters: { bucketName: "b", key: "k/1", userName: "eve" },
  responseElements: null,
  additionalEventData: { bytesTransferredIn: 0, bytesTransferredOut: 33.0 },
  resources: [{ type: "AWS::S3::Object" }, { type: "AWS::S3::Bucket" }],
};

// Expected values by hand from the plugin's reference, README, "Supported Fields".
test.each([
  ["ct.id", "e1"],
  ["ct.name", "GetObject"],
  ["ct.src", "s3.amazonaws.com"],
  ["ct.shortsrc", "s3"],
  ["ct.user", "deploy"],
  ["ct.user.accountid", "111122223333"],
  ["ct.user.identitytype", "AssumedRole"],
  ["ct.region", "eu-west-1"],
  ["ct.srcip", "203.0.113.7"],
  ["ct.readonly", "true"],
  ["ct.error", undefined],
  ["ct.response", undefined],
  ["ct.request.username", "eve"],
  ["ct.resources", '{"type":"AWS::S3::Object"},{"type":"AWS::S3::Bucket"}'],
  ["ct.info", "deploy via 203.0.113.7 ← GetObject s3://b/k/1"],
  ["s3.uri", "s3://b/k/1"],
  ["s3.bytes", 33],
  ["s3.bytes.in", 0],
  ["s3.cnt.get", 1],
  ["s3.cnt.put", undefined],
  ["s3.cnt.other", undefined],
  ["jevt.value", '{"x":1}'],
] as const)("%s", (name, wanted) => {
  const document = name === "jevt.value" ? { x: 1 } : event;
  expect(read(document, name)).toEqual(wanted);
});

test.each([
  { identity: { type: "Root", userName: "root" }, wanted: "root" },
  { identity: { type: "IAMUser", userName: "eve" }, wanted: "eve" },
  { identity: { type: "AWSService", invokedBy: "ecs.amazonaws.com" }, wanted: "ecs.amazonaws.com" },
  { identity: { type: "AssumedRole" }, wanted: "AssumedRole" },
  { identity: { type: "FederatedUser" }, wanted: "FederatedUser" },
  { identity: { type: "Unknown" }, wanted: undefined },
  { identity: [], wanted: undefined },
])("the user of $identity", ({ identity, wanted }) => {
  expect(read({ userIdentity: identity }, "ct.user")).toBe(wanted);
});

test("names of instances and images", () => {
  const document = {
    requestParameters: {
      tagSpecificationSet: { items: [{ resourceType: "instance", tags: [{ key: "Name", value: "web" }] }] },
    },
    responseElements: { instancesSet: { items: [{ imageId: "ami-1" }] } },
  };

  expect([read(document, "ec2.name"), read(document, "ec2.imageid")]).toEqual(["web", "ami-1"]);
});

test("an event without anything has no field, and none is unknown to the reader", () => {
  for (const name of cloudtrailFields.fields.keys())
    expect([name, read({}, name)]).toEqual([name, name === "s3.cnt.other" ? 1 : undefined]);
});
