import {
  anything,
  fields,
  integer,
  integerOrText,
  listOf,
  plainListOf,
  quantityText,
  recordOf,
  text,
  truth,
  type ValueOf,
} from "../kubernetes/shape.ts";
import { containerSecurityContext } from "./security-context.ts";

const httpGet = fields({
  path: text,
  port: integerOrText,
  host: text,
  scheme: text,
  httpHeaders: listOf(fields({ name: text, value: text })),
});

const probe = fields({
  exec: fields({ command: plainListOf(text) }),
  httpGet,
  tcpSocket: fields({ port: integerOrText, host: text }),
  grpc: fields({ port: integer, service: text }),
  initialDelaySeconds: integer,
  timeoutSeconds: integer,
  periodSeconds: integer,
  successThreshold: integer,
  failureThreshold: integer,
  terminationGracePeriodSeconds: integer,
});

const lifecycleHandler = fields({
  exec: fields({ command: plainListOf(text) }),
  httpGet,
  tcpSocket: fields({ port: integerOrText, host: text }),
  sleep: fields({ seconds: integer }),
});

const keySelector = fields({ name: text, key: text, optional: truth });

const environmentVariable = fields({
  name: text,
  value: text,
  valueFrom: fields({
    fieldRef: fields({ apiVersion: text, fieldPath: text }),
    resourceFieldRef: fields({ containerName: text, resource: text, divisor: quantityText }),
    configMapKeyRef: keySelector,
    secretKeyRef: keySelector,
    fileKeyRef: fields({ volumeName: text, path: text, key: text, optional: truth }),
  }),
});

const environmentSource = fields({
  prefix: text,
  configMapRef: fields({ name: text, optional: truth }),
  secretRef: fields({ name: text, optional: truth }),
});

const resources = fields({
  limits: recordOf(quantityText),
  requests: recordOf(quantityText),
  claims: listOf(fields({ name: text, request: text })),
});

const volumeMount = fields({
  name: text,
  mountPath: text,
  readOnly: truth,
  recursiveReadOnly: text,
  subPath: text,
  subPathExpr: text,
  mountPropagation: text,
});

/**
 * Reads a container: one of `containers`, `initContainers` or `ephemeralContainers`. Source: Kubernetes API, Container v1
 * and EphemeralContainer v1.
 */
export const containerSpec = fields({
  name: text,
  image: text,
  command: plainListOf(text),
  args: plainListOf(text),
  workingDir: text,
  ports: listOf(fields({ name: text, hostPort: integer, containerPort: integer, protocol: text, hostIP: text })),
  envFrom: listOf(environmentSource),
  env: listOf(environmentVariable),
  resources,
  resizePolicy: anything,
  restartPolicy: text,
  restartPolicyRules: anything,
  volumeMounts: listOf(volumeMount),
  volumeDevices: listOf(fields({ name: text, devicePath: text })),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle: fields({ postStart: lifecycleHandler, preStop: lifecycleHandler, stopSignal: text }),
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  imagePullPolicy: text,
  securityContext: containerSecurityContext,
  stdin: truth,
  stdinOnce: truth,
  tty: truth,
  targetContainerName: text,
});

/** The settings of a container, as written. */
export type ContainerSpec = ValueOf<typeof containerSpec>;

/** A probe of a container. */
export type Probe = ValueOf<typeof probe>;
