import { describe, expect, test } from "vitest";
import { clearProtocolOf } from "./service-port.ts";

describe("clearProtocolOf", () => {
  // Decided by hand from Kubernetes' list of application protocols and Istio's rules for names of ports.
  test.each([
    { name: "a name", port: { name: "grpc", port: 1 }, expected: "gRPC" },
    { name: "a prefix of a name", port: { name: "grpc-orders", port: 1 }, expected: "gRPC" },
    { name: "grpc-web", port: { name: "grpc-web", port: 1 }, expected: "gRPC" },
    { name: "h2c of Kubernetes", port: { appProtocol: "kubernetes.io/h2c", port: 1 }, expected: "gRPC" },
    { name: "capital letters", port: { appProtocol: "GRPC", port: 1 }, expected: "gRPC" },
    { name: "HTTP by name", port: { name: "http-metrics", port: 9090 }, expected: "HTTP" },
    { name: "port 80 that says nothing", port: { port: 80 }, expected: "HTTP" },
    {
      name: "the protocol before the name",
      port: { name: "grpc", appProtocol: "https", port: 1 },
      expected: undefined,
    },
    { name: "an encrypted protocol on port 80", port: { name: "https", port: 80 }, expected: undefined },
    { name: "encryption as a word of the name", port: { name: "grpc-tls", port: 1 }, expected: undefined },
    { name: "grpcs", port: { name: "grpcs-orders", port: 1 }, expected: undefined },
    { name: "a word that only begins so", port: { name: "grpcweb", port: 1 }, expected: undefined },
    { name: "another protocol", port: { name: "redis", port: 6379 }, expected: undefined },
    { name: "no map", port: "grpc", expected: undefined },
    { name: "a name that is no text", port: { name: 80, appProtocol: null, port: "80" }, expected: undefined },
  ])("$name", ({ port, expected }) => {
    expect(clearProtocolOf(port)).toBe(expected);
  });
});
