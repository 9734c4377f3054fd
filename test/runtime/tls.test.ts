import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import { clientCertificate } from "../../src/runtime/auth.js";
import { json } from "../../src/runtime/body-json.js";
import { createClient } from "../../src/runtime/client.js";
import { toNodeListener } from "../../src/runtime/host-node.js";
import { createServer as serve, served } from "../../src/runtime/server.js";
import { operation } from "./house.js";

const folder = mkdtempSync(join(tmpdir(), "tls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Key and certificate of a party that vouches for itself; undefined where there is no openssl to make them. */
function party(name: string) {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  try {
    const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost"];
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
        "-keyout",
        key,
        "-out",
        cert,
        ...subject,
      ],
      { stdio: "ignore" },
    );
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch {
    return undefined;
  }
}

const [host, caller] = [party("localhost"), party("caller")];

describe.skipIf(host === undefined || caller === undefined)("mutual TLS", () => {
  const scheme = { name: "mtls", kind: "mutualTLS" } as const;
  const op = operation({
    outcomes: [
      { status: "200", contents: [{ media: "application/json", codec: json }] },
      { status: "401", error: true },
    ],
    security: [[{ scheme }]],
  });
  const whoCalls = (platform: { request: { socket: TLSSocket } }) => {
    const { authorized } = platform.request.socket;
    return authorized ? platform.request.socket.getPeerCertificate().subject.CN : undefined;
  };
  const handle = serve([served(op, (_, { principal }) => ({ status: 200, body: principal }))], {
    authenticate: { mtls: whoCalls },
  });

  it("proves the caller by certificate", async () => {
    const server = createServer(
      { ...host, ca: caller?.cert ?? "", requestCert: true, rejectUnauthorized: false },
      toNodeListener(handle),
    );
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
    const ca = host?.cert ?? "";
    const known = createClient({
      baseUrl,
      auth: clientCertificate,
      undici: { tls: { ca, cert: caller?.cert ?? "", key: caller?.key ?? "" } },
    });
    const unknown = createClient({ baseUrl, undici: { tls: { ca } } });

    await expect(known.answer(op, {}, {})).resolves.toMatchObject({ status: 200, body: "caller" });
    await expect(unknown.answer(op, {}, {})).resolves.toMatchObject({ status: 401 });

    server.closeAllConnections();
    server.close();
  });
});
