import type { ImportSample } from "../sample.ts";

const source = "Amazon GuardDuty API reference: Resource, Service, Action";

const base = {
  schemaVersion: "2.0",
  accountId: "123456789012",
  severity: 5,
  title: "Something unusual",
  createdAt: "2024-05-06T07:08:09Z",
  updatedAt: "2024-05-06T08:08:09Z",
};

/** Findings about what is no cluster, with every kind of action. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "resources and actions of every kind",
    source,
    document: [
      {
        ...base,
        id: "a-1",
        type: "UnauthorizedAccess:IAMUser/ConsoleLogin",
        resource: { accessKeyDetails: { userName: "alice", principalId: "AIDA1" } },
        service: {
          action: {
            awsApiCallAction: { userAgent: "aws-cli/2", remoteIpDetails: { ipAddressV4: "198.51.100.1" } },
          },
        },
      },
      {
        ...base,
        id: "a-2",
        type: "Recon:IAMUser/MaliciousIPCaller",
        resource: { accessKeyDetails: { principalId: "AIDA2" } },
      },
      {
        ...base,
        id: "a-3",
        type: "Backdoor:Runtime/C2Activity",
        resource: { containerDetails: { id: "c-1", name: "miner" } },
        service: { action: { networkConnectionAction: { remoteIpDetails: { ipAddressV4: "198.51.100.2" } } } },
      },
      {
        ...base,
        id: "a-4",
        type: "Recon:EC2/PortProbeUnprotectedPort",
        resource: { ecsClusterDetails: { name: "web", arn: "arn:aws:ecs:eu-west-1:123456789012:cluster/web" } },
        service: {
          action: {
            portProbeAction: {
              portProbeDetails: [
                { remoteIpDetails: { ipAddressV4: "198.51.100.3" } },
                { remoteIpDetails: { ipAddressV6: "2001:db8::1" } },
              ],
            },
          },
        },
      },
      {
        ...base,
        id: "a-5",
        type: "Backdoor:Lambda/C2Activity.B",
        resource: { lambdaDetails: { functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:pay" } },
      },
      {
        ...base,
        id: "a-6",
        type: "Exfiltration:S3/AnomalousBehavior",
        resource: { s3BucketDetails: [{ name: "logs", arn: "arn:aws:s3:::logs" }] },
      },
      {
        ...base,
        id: "a-7",
        type: "Execution:Kubernetes/ExecInKubeSystemPod",
        resource: { eksClusterDetails: { name: "prod" } },
        service: { action: { kubernetesApiCallAction: { sourceIps: ["198.51.100.4"] } } },
      },
    ],
    findings: 7,
    contains: [
      {
        rule: { aliases: ["guardduty:UnauthorizedAccess:IAMUser/ConsoleLogin"] },
        activity: { principal: { name: "alice" }, sources: ["198.51.100.1"], userAgent: "aws-cli/2" },
      },
      { activity: { principal: { name: "AIDA2" } } },
      { subject: "miner", activity: { sources: ["198.51.100.2"] } },
      {
        subject: "arn:aws:ecs:eu-west-1:123456789012:cluster/web",
        activity: { sources: ["198.51.100.3", "2001:db8::1"] },
      },
      { subject: "arn:aws:lambda:eu-west-1:123456789012:function:pay" },
      { subject: "arn:aws:s3:::logs" },
      { activity: { cluster: "prod", sources: ["198.51.100.4"] } },
    ],
  },
];
