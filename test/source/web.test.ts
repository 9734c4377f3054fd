import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPrivateAddress } from "../../src/source/address.js";
import { createSources } from "../../src/source/sources.js";
import { sourceOf } from "./memory.js";
import { refusalOf } from "./refusal-of.js";

let server: Server;
let base: string;
let hits: string[] = [];
const held: ServerResponse[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(request.url!);
    const port = (server.address() as AddressInfo).port;
    const redirect = (location: string) => response.writeHead(302, { location }).end();
    switch (request.url) {
      case "/api.yaml":
      case "/moved/api.yaml":
        return response.end("a: 1");
      case "/sub/b.yaml":
        return response.end("b");
      case "/gzip":
        return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("zipped"));
      case "/br":
        return response.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync("zipped"));
      case "/bomb":
        return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(5_000_000)));
      case "/torn":
        return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("zipped").subarray(0, 12));
      case "/large":
        return response.writeHead(200, { "content-length": 999_999_999 }).write("x");
      case "/moved":
        return redirect("/moved/api.yaml");
      case "/loop":
        return redirect("/loop");
      case "/to-file":
        return redirect("file:///etc/passwd");
      case "/to-private":
        return redirect(`http://127.0.0.2:${port}/api.yaml`);
      case "/slow":
        response.write("a");
        held.push(response);
        return;
      case "/secret":
        return response.writeHead(request.headers.authorization === "Basic bWU6cCB3" ? 200 : 401).end("in");
      default:
        return response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "0.0.0.0", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const response of held) response.destroy();
  server.close();
});

const sources = (options = {}) => createSources({ cwd: "/", limits: { bytes: 1_000_000, fetchMs: 5_000 }, ...options });

describe("a URL", () => {
  it("that the user names may be local, and so may what it refers to beside it", async () => {
    const all = sources();
    const api = await all.open(`${base}/api.yaml#/x`);

    expect(api).toMatchObject({ name: `${base}/api.yaml`, text: "a: 1" });
    expect(await all.open(`${base}/api.yaml`)).toBe(api);
    expect((await all.open("sub/b.yaml", api)).text).toBe("b");
    expect((await all.open("/sub/b.yaml", api)).name).toBe(`${base}/sub/b.yaml`);
  });

  it("is unpacked", async () => {
    expect((await sources().open(`${base}/gzip`)).text).toBe("zipped");
    expect((await sources().open(`${base}/br`)).text).toBe("zipped");
  });

  it("that sent on is what relative names are resolved against", async () => {
    const all = sources();
    const moved = await all.open(`${base}/moved`);

    expect(moved.id).toBe(`${base}/moved/api.yaml`);
    expect((await all.open("../sub/b.yaml", moved)).text).toBe("b");
  });

  it("is shown without its password", async () => {
    const url = `${base}/secret`.replace("//", "//me:p%20w@");

    expect(await sources().open(url)).toMatchObject({ name: `${base}/secret`, text: "in" });
    expect((await refusalOf(sources().open(url.replace("w@", "x@")))).message).not.toContain("p%20x");
  });

  it.each([
    ["/nothing", "source-missing", "answered 404"],
    ["/secret", "source-unreachable", "answered 401"],
    ["/bomb", "source-too-large", "larger than 1.0 MB"],
    ["/large", "source-too-large", "1000.0 MB"],
    ["/torn", "source-unreachable", "cannot be fetched"],
    ["/loop", "source-unreachable", "sends on more than 5 times"],
    ["/to-file", "source-forbidden", "no http or https URL"],
    ["/to-private", "source-forbidden", "private address"],
  ])("%s is refused with %s", async (path, code, message) => {
    expect(await refusalOf(sources().open(base + path))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it("is given up when it takes too long", async () => {
    expect(await refusalOf(sources({ limits: { fetchMs: 50 } }).open(`${base}/slow`))).toMatchObject({
      code: "source-unreachable",
      message: expect.stringContaining("within 0.05 s"),
    });
  });

  it("says what stands in the way", async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const nameless: LookupFunction = (_, __, done) => done(Object.assign(new Error("no"), { code: "ENOTFOUND" }), "");

    expect((await refusalOf(sources().open(`http://127.0.0.1:${port}/`))).message).toContain("nothing listens");
    expect((await refusalOf(sources({ lookup: nameless }).open("http://a.example/"))).message).toContain(
      "no address for",
    );
    expect((await refusalOf(sources().open(base.replace("http:", "https:")))).code).toBe("source-unreachable");
    expect((await refusalOf(sources().open("http://a b/"))).message).toContain("no valid URL");
  });
});

describe("a contract", () => {
  const contract = sourceOf("", "/contracts/api.yaml");
  const rebinding: LookupFunction = (_, options, done) =>
    options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
  const port = () => (server.address() as AddressInfo).port;

  it.each([
    ["127.0.0.1", (port: number) => `http://127.0.0.1:${port}/api.yaml`],
    ["a decimal host", (port: number) => `http://2130706433:${port}/api.yaml`],
    ["an octal host", (port: number) => `http://0177.0.0.1:${port}/api.yaml`],
    ["IPv4 in IPv6", (port: number) => `http://[::ffff:127.0.0.1]:${port}/api.yaml`],
    ["a name that leads home", (port: number) => `http://rebound.example:${port}/api.yaml`],
    ["cloud metadata", () => "http://169.254.169.254/latest/meta-data"],
  ])("may not make this machine call %s", async (_, url) => {
    hits = [];

    const diagnostic = await refusalOf(sources({ lookup: rebinding }).open(url(port()), contract));

    expect(diagnostic).toMatchObject({ code: "source-forbidden", message: expect.stringContaining("private address") });
    expect(hits).toEqual([]);
  });

  it("may when the user allows it", async () => {
    const all = sources({ lookup: rebinding, allowPrivateAddresses: true });

    expect((await all.open(`http://rebound.example:${port()}/api.yaml`, contract)).text).toBe("a: 1");
  });

  it("from a URL may not name files of this machine", async () => {
    const all = sources();
    const api = await all.open(`${base}/api.yaml`);

    expect(await refusalOf(all.open("file:///etc/passwd", api))).toMatchObject({ code: "source-forbidden" });
    expect(await refusalOf(all.open("C:\\secrets.yaml", api))).toMatchObject({ code: "source-forbidden" });
    expect(await refusalOf(all.open("/etc/passwd", api))).toMatchObject({ code: "source-missing" });
    expect(hits).toContain("/etc/passwd");
  });

  it("may not name what is neither file nor URL", async () => {
    expect((await refusalOf(sources().open("urn:example:pet", contract))).message).toContain("no file and no http");
  });
});

it.each([
  ["10.1.2.3", true],
  ["100.64.0.1", true],
  ["172.31.0.1", true],
  ["172.32.0.1", false],
  ["192.168.1.1", true],
  ["0.0.0.0", true],
  ["224.0.0.1", true],
  ["255.255.255.255", true],
  ["8.8.8.8", false],
  ["::1", true],
  ["::", true],
  ["fe80::1%eth0", true],
  ["fd00::1", true],
  ["64:ff9b::7f00:1", true],
  ["2002:7f00:1::", true],
  ["::ffff:10.0.0.1", true],
  ["::ffff:8.8.8.8", false],
  ["[2606:4700::1111]", false],
  ["2001:4860:4860::8888", false],
])("%s is private: %s", (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});
