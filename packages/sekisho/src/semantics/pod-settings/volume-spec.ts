import {
  anything,
  fields,
  integer,
  listOf,
  quantityText,
  recordOf,
  text,
  truth,
  type ValueOf,
} from "../kubernetes/shape.ts";

const keyToPath = fields({ key: text, path: text, mode: integer });

const projection = fields({
  secret: fields({ name: text, items: listOf(keyToPath), optional: truth }),
  downwardAPI: anything,
  configMap: fields({ name: text, items: listOf(keyToPath), optional: truth }),
  serviceAccountToken: fields({ audience: text, expirationSeconds: integer, path: text }),
  clusterTrustBundle: anything,
  podCertificate: anything,
});

/** Reads a volume: its name and one source. Source: Kubernetes API, Volume v1. */
export const volumeSpec = fields({
  name: text,
  hostPath: fields({ path: text, type: text }),
  emptyDir: fields({ medium: text, sizeLimit: quantityText }),
  secret: fields({ secretName: text, items: listOf(keyToPath), defaultMode: integer, optional: truth }),
  configMap: fields({ name: text, items: listOf(keyToPath), defaultMode: integer, optional: truth }),
  projected: fields({ sources: listOf(projection), defaultMode: integer }),
  downwardAPI: anything,
  persistentVolumeClaim: fields({ claimName: text, readOnly: truth }),
  ephemeral: anything,
  csi: fields({
    driver: text,
    readOnly: truth,
    fsType: text,
    volumeAttributes: recordOf(text),
    nodePublishSecretRef: fields({ name: text }),
  }),
  image: fields({ reference: text, pullPolicy: text }),
  gcePersistentDisk: anything,
  awsElasticBlockStore: anything,
  gitRepo: anything,
  nfs: fields({ server: text, path: text, readOnly: truth }),
  iscsi: anything,
  glusterfs: anything,
  rbd: anything,
  flexVolume: anything,
  cinder: anything,
  cephfs: anything,
  flocker: anything,
  fc: anything,
  azureFile: anything,
  vsphereVolume: anything,
  quobyte: anything,
  azureDisk: anything,
  photonPersistentDisk: anything,
  portworxVolume: anything,
  scaleIO: anything,
  storageos: anything,
});

/** A volume of a pod. */
export type VolumeSpec = ValueOf<typeof volumeSpec>;
