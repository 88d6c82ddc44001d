import type { FieldReader } from "../compile-rules.ts";
import type { FieldValue } from "../field-value.ts";
import { type JsonEvent, openJsonField } from "./json-event.ts";
import { type JsonRecord, memberAt, memberOf, textOfJson } from "./json-value.ts";

const request = "requestParameters";

/** Members that a field is the value of. */
const paths: ReadonlyMap<string, readonly string[]> = new Map([
  ["ct.id", ["eventID"]],
  ["ct.error", ["errorCode"]],
  ["ct.errormessage", ["errorMessage"]],
  ["ct.time", ["eventTime"]],
  ["ct.src", ["eventSource"]],
  ["ct.name", ["eventName"]],
  ["ct.user.identitytype", ["userIdentity", "type"]],
  ["ct.user.principalid", ["userIdentity", "principalId"]],
  ["ct.user.arn", ["userIdentity", "arn"]],
  ["ct.region", ["awsRegion"]],
  ["ct.response.subnetid", ["responseElements", "subnetId"]],
  ["ct.response.reservationid", ["responseElements", "reservationId"]],
  ["ct.response", ["responseElements"]],
  ["ct.request.availabilityzone", [request, "availabilityZone"]],
  ["ct.request.cluster", [request, "cluster"]],
  ["ct.request.functionname", [request, "functionName"]],
  ["ct.request.groupname", [request, "groupName"]],
  ["ct.request.host", [request, "Host"]],
  ["ct.request.name", [request, "name"]],
  ["ct.request.policy", [request, "policy"]],
  ["ct.request.serialnumber", [request, "serialNumber"]],
  ["ct.request.servicename", [request, "serviceName"]],
  ["ct.request.subnetid", [request, "subnetId"]],
  ["ct.request.taskdefinition", [request, "taskDefinition"]],
  ["ct.request.username", [request, "userName"]],
  ["ct.request", [request]],
  ["ct.srcip", ["sourceIPAddress"]],
  ["ct.useragent", ["userAgent"]],
  ["ct.managementevent", ["managementEvent"]],
  ["ct.readonly", ["readOnly"]],
  ["ct.requestid", ["requestID"]],
  ["ct.eventtype", ["eventType"]],
  ["ct.apiversion", ["apiVersion"]],
  ["ct.recipientaccountid", ["recipientAccountId"]],
  ["ct.serviceeventdetails", ["serviceEventDetails"]],
  ["ct.sharedeventid", ["sharedEventID"]],
  ["ct.vpcendpointid", ["vpcEndpointId"]],
  ["ct.eventcategory", ["eventCategory"]],
  ["ct.addendum.reason", ["addendum", "reason"]],
  ["ct.addendum.updatedfields", ["addendum", "updatedFields"]],
  ["ct.addendum.originalrequestid", ["addendum", "originalRequestID"]],
  ["ct.addendum.originaleventid", ["addendum", "originalEventID"]],
  ["ct.sessioncredentialfromconsole", ["sessionCredentialFromConsole"]],
  ["ct.edgedevicedetails", ["edgeDeviceDetails"]],
  ["ct.tlsdetails.tlsversion", ["tlsDetails", "tlsVersion"]],
  ["ct.tlsdetails.ciphersuite", ["tlsDetails", "cipherSuite"]],
  ["ct.tlsdetails.clientprovidedhostheader", ["tlsDetails", "clientProvidedHostHeader"]],
  ["ct.additionaleventdata", ["additionalEventData"]],
  ["s3.bucket", [request, "bucketName"]],
  ["s3.key", [request, "key"]],
  ["ecr.repository", [request, "repositoryName"]],
  ["ecr.imagetag", [request, "imageTag"]],
  ["iam.role", [request, "roleName"]],
  ["iam.policy", [request, "policyName"]],
]);

/** Reads AWS CloudTrail records. Source: the cloudtrail plugin, pkg/cloudtrail/extract.go. */
export const cloudtrailReader: FieldReader<JsonEvent> = {
  open: (name, argument) => {
    const read = openJsonField(name, argument) ?? openTrailField(name);
    return read ?? (() => null);
  },
  formOf: () => "one",
};

function openTrailField(name: string): ((event: JsonEvent) => FieldValue) | undefined {
  const path = paths.get(name);
  if (path !== undefined) return ({ document }) => valueOf(memberAt(document, path));
  const read = derivedFields.get(name);
  return read === undefined ? undefined : ({ document }) => read(document);
}

/** CloudTrail writes null where there is nothing: `"errorCode": null`. */
function valueOf(value: unknown): FieldValue {
  return value === null ? undefined : textOfJson(value);
}

const derivedFields: ReadonlyMap<string, (document: JsonRecord) => FieldValue> = new Map([
  ["ct.shortsrc", (document) => textOfJson(memberOf(document, "eventSource"))?.replace(/\.amazonaws\.com$/, "")],
  ["ct.user", userOf],
  [
    "ct.user.accountid",
    (document) =>
      valueOf(memberAt(document, ["userIdentity", "accountId"]) ?? memberOf(document, "recipientAccountId")),
  ],
  ["ct.info", infoOf],
  ["ct.resources", resourcesOf],
  ["s3.uri", objectOf],
  ["s3.bytes", (document) => sumOf(bytes(document, "bytesTransferredIn"), bytes(document, "bytesTransferredOut"))],
  ["s3.bytes.in", (document) => bytes(document, "bytesTransferredIn")],
  ["s3.bytes.out", (document) => bytes(document, "bytesTransferredOut")],
  ["s3.cnt.get", (document) => countOf(document, (name) => name === "GetObject")],
  ["s3.cnt.put", (document) => countOf(document, (name) => name === "PutObject")],
  ["s3.cnt.other", (document) => countOf(document, (name) => name !== "GetObject" && name !== "PutObject")],
  ["ec2.name", instanceNameOf],
  ["ec2.imageid", imageOf],
]);

function userOf(document: JsonRecord): FieldValue {
  const identity = memberOf(document, "userIdentity");
  const type = memberOf(identity, "type");
  switch (type) {
    case "Root":
    case "IAMUser":
      return valueOf(memberOf(identity, "userName"));
    case "AWSService":
      return valueOf(memberOf(identity, "invokedBy"));
    case "AssumedRole":
      return valueOf(memberAt(identity, ["sessionContext", "sessionIssuer", "userName"])) ?? "AssumedRole";
    case "AWSAccount":
    case "FederatedUser":
      return type;
    default:
      return undefined;
  }
}

/** Who, from where, what, on which object. */
function infoOf(document: JsonRecord): FieldValue {
  const user = userOf(document);
  const address = textOfJson(memberOf(document, "sourceIPAddress"));
  const name = textOfJson(memberOf(document, "eventName"));
  if (user === undefined || address === undefined || name === undefined) return undefined;
  const from = user === address ? "" : ` via ${address}`;
  const mark = memberOf(document, "errorCode") === undefined ? "" : "!";
  const way = memberOf(document, "readOnly") === false ? "→" : "←";
  const object = objectOf(document) ?? textOfJson(memberAt(document, [request, "bucketName"]));
  return `${String(user)}${from} ${mark}${way} ${name}${object === undefined ? "" : ` ${String(object)}`}`;
}

function resourcesOf(document: JsonRecord): FieldValue {
  const resources = memberOf(document, "resources");
  return Array.isArray(resources) && resources.length > 0 ? resources.map(textOfJson).join(",") : undefined;
}

function objectOf(document: JsonRecord): FieldValue {
  const bucket = memberAt(document, [request, "bucketName"]);
  const key = memberAt(document, [request, "key"]);
  return typeof bucket === "string" && typeof key === "string" ? `s3://${bucket}/${key}` : undefined;
}

function bytes(document: JsonRecord, key: string): number | undefined {
  const value = memberAt(document, ["additionalEventData", key]);
  return typeof value === "number" ? Math.trunc(value) : undefined;
}

function sumOf(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined && right === undefined ? undefined : (left ?? 0) + (right ?? 0);
}

function countOf(document: JsonRecord, isCounted: (name: unknown) => boolean): FieldValue {
  return isCounted(memberOf(document, "eventName")) ? 1 : undefined;
}

function instanceNameOf(document: JsonRecord): FieldValue {
  const items = memberAt(document, [request, "tagSpecificationSet", "items"]);
  if (!Array.isArray(items)) return undefined;
  for (const item of items) {
    const tags = memberOf(item, "tags");
    if (memberOf(item, "resourceType") !== "instance" || !Array.isArray(tags)) continue;
    const named: unknown = tags.find((tag) => memberOf(tag, "key") === "Name");
    const value = memberOf(named, "value");
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

function imageOf(document: JsonRecord): FieldValue {
  const items = memberAt(document, ["responseElements", "instancesSet", "items"]);
  return Array.isArray(items) ? valueOf(memberOf(items[0], "imageId")) : undefined;
}
