import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source = "Amazon GuardDuty user guide, finding format; API reference, GetFindings";
const finding = {
  schemaVersion: "2.0",
  accountId: "123456789012",
  region: "eu-west-1",
  id: "f-1",
  arn: "arn:aws:guardduty:eu-west-1:123456789012:detector/d/finding/f-1",
  type: "Discovery:Kubernetes/SuccessfulAnonymousAccess",
  severity: 5,
  title: "Kubernetes API was reached by anonymous",
  description: "A call was made by system:anonymous.",
  createdAt: "2024-05-06T07:08:09.123Z",
  updatedAt: "2024-05-06T08:08:09.123Z",
  resource: {
    resourceType: "EKSCluster",
    eksClusterDetails: { name: "prod", arn: "arn:aws:eks:eu-west-1:123456789012:cluster/prod" },
    kubernetesDetails: {
      kubernetesUserDetails: { username: "system:anonymous", uid: "", groups: ["system:unauthenticated"] },
      kubernetesWorkloadDetails: null,
    },
  },
  service: {
    serviceName: "guardduty",
    count: 4,
    eventFirstSeen: "2024-05-06T07:00:00.000Z",
    eventLastSeen: "2024-05-06T08:00:00.000Z",
    archived: false,
    action: {
      actionType: "KUBERNETES_API_CALL",
      kubernetesApiCallAction: {
        requestUri: "/api/v1/pods",
        verb: "list",
        sourceIPs: ["198.51.100.7"],
        userAgent: "curl/8",
        remoteIpDetails: { ipAddressV4: "198.51.100.7" },
      },
    },
  },
};

/** What GuardDuty writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      "detail-type": "GuardDuty Finding",
      detail: { type: "Discovery:Kubernetes/SuccessfulAnonymousAccess" },
    },
    findings: 1,
  },
  {
    name: "get-findings",
    source,
    document: {
      Findings: [
        {
          SchemaVersion: "2.0",
          AccountId: "123456789012",
          Region: "eu-west-1",
          Id: "f-2",
          Arn: "arn:aws:guardduty:eu-west-1:123456789012:detector/d/finding/f-2",
          Type: "PrivilegeEscalation:Kubernetes/PrivilegedContainer",
          Severity: 8,
          Title: "Privileged container",
          Description: "A privileged container was started.",
          CreatedAt: "2024-05-06T07:08:09Z",
          UpdatedAt: "2024-05-06T07:08:09Z",
          Resource: {
            EksClusterDetails: { Name: "prod" },
            KubernetesDetails: {
              KubernetesUserDetails: { Username: "alice", Groups: ["dev"] },
              KubernetesWorkloadDetails: {
                Name: "web",
                Type: "deployments",
                Namespace: "shop",
                Containers: [{ Name: "app" }],
              },
            },
          },
          Service: { Archived: true, UserFeedback: "NOT_USEFUL", Count: 1 },
        },
        {
          AccountId: "123456789012",
          Id: "f-3",
          Type: "UnauthorizedAccess:EC2/SSHBruteForce",
          Severity: 2,
          Resource: { InstanceDetails: { InstanceId: "i-1" } },
          Service: { EventFirstSeen: "2024-05-06T07:00:00Z" },
        },
        "no finding",
      ],
    },
    findings: 2,
    unread: 1,
    contains: [
      {
        rule: { aliases: ["guardduty:PrivilegeEscalation:Kubernetes/PrivilegedContainer"] },
        subject: "shop/web[Deployment]/container:app",
        severity: "high",
        status: "accepted",
        exception: { reason: "NOT_USEFUL" },
        activity: { cluster: "prod", principal: { name: "alice", groups: ["dev"] } },
      },
      { rule: { id: "guardduty/UnauthorizedAccess:EC2/SSHBruteForce" }, subject: "i-1", severity: "low" },
    ],
  },
  {
    name: "exported to S3",
    shows: ["typical", "everything"],
    source,
    document: `${JSON.stringify(finding)}\n${JSON.stringify({ ...finding, id: "f-9", type: "Recon:EC2/Portscan", resource: null })}\n`,
    findings: 2,
    contains: [
      {
        rule: { id: "audit/anonymous-access" },
        witnesses: [{ tool: "guardduty", severity: "5" }],
        activity: {
          cluster: "prod",
          count: 4,
          sources: ["198.51.100.7"],
          userAgent: "curl/8",
          firstSeen: "2024-05-06T07:00:00.000Z",
          lastSeen: "2024-05-06T08:00:00.000Z",
          events: ["f-1"],
        },
      },
    ],
  },
  {
    name: "an event",
    source,
    document: { version: "0", "detail-type": "GuardDuty Finding", source: "aws.guardduty", detail: finding },
    findings: 1,
  },
  {
    name: "events as lines",
    source,
    document: `${JSON.stringify({ "detail-type": "GuardDuty Finding", detail: finding })}\n${JSON.stringify({ "detail-type": "GuardDuty Finding", detail: { ...finding, id: "f-5" } })}\n`,
    findings: 2,
  },
];
