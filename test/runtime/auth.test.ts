import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type Auth, apiKey, basic, bearer } from "../../src/runtime/auth.js";
import { clientCredentials } from "../../src/runtime/auth-oauth.js";
import { json } from "../../src/runtime/body-json.js";
import { createClient } from "../../src/runtime/client.js";
import type { Requirement, Scheme } from "../../src/runtime/operation.js";
import { listen, operation, testClock } from "./house.js";

const header: Scheme = { name: "header", kind: "apiKey", place: "header", key: "X-Key" };
const query: Scheme = { name: "query", kind: "apiKey", place: "query", key: "key" };
const cookie: Scheme = { name: "cookie", kind: "apiKey", place: "cookie", key: "sid" };
const user: Scheme = { name: "user", kind: "http", scheme: "basic" };
const token: Scheme = { name: "token", kind: "http", scheme: "bearer" };
const oauth: Scheme = { name: "oauth", kind: "oauth2", tokenUrl: "https://id/token" };
const oidc: Scheme = { name: "oidc", kind: "openIdConnect", url: "https://id/.well-known/openid-configuration" };
const outcomes = [
  { status: "200", contents: [{ media: "application/json", codec: json }] },
  { status: "401", error: true as const },
];

const secured = (...security: Requirement[]) => operation({ outcomes, security });

/** A fetch that writes down requests and answers as told. */
function recorder(answer: (request: Request) => Response | undefined = () => undefined) {
  const seen: Request[] = [];
  const send = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    seen.push(request);
    return answer(request) ?? Response.json({});
  };
  return { seen, send: send as typeof fetch };
}

const shown = ({ url, headers }: Request) => ({
  url,
  ...Object.fromEntries([...headers].filter(([name]) => name !== "accept")),
});

describe("credentials", () => {
  it.each<[string, Requirement[], Auth, object]>([
    ["a key in a header", [[{ scheme: header }]], { header: "k" }, { "x-key": "k" }],
    ["a key in the query", [[{ scheme: query }]], apiKey("a b&c"), { url: "http://api/?key=a%20b%26c" }],
    ["a key in a cookie", [[{ scheme: cookie }]], { cookie: apiKey("s;1") }, { cookie: "sid=s%3B1" }],
    ["basic, beyond ASCII", [[{ scheme: user }]], basic("ü", "p:w"), { authorization: "Basic w7w6cDp3" }],
    ["a bearer token", [[{ scheme: token }]], bearer(async () => "t"), { authorization: "Bearer t" }],
    ["a bearer token for OAuth 2", [[{ scheme: oauth }]], bearer("t"), { authorization: "Bearer t" }],
    [
      "two together",
      [[{ scheme: header }, { scheme: token }]],
      { header: "k", token: "t" },
      { "x-key": "k", authorization: "Bearer t" },
    ],
    [
      "the first alternative that can be met",
      [[{ scheme: header }, { scheme: user }], [{ scheme: token }]],
      { header: "k", token: "t" },
      { authorization: "Bearer t" },
    ],
    ["none where the contract asks for none", [], { header: "k" }, { url: "http://api/" }],
  ])("are sent: %s", async (_, security, auth, wanted) => {
    const { seen, send } = recorder();
    const client = createClient({ baseUrl: "http://api", auth, fetch: send });

    await client.answer(secured(...security), {}, {});

    expect(shown(seen[0] as Request)).toMatchObject(wanted);
    if (security.length === 0) expect(shown(seen[0] as Request)).toEqual({ url: "http://api/" });
  });

  it("are asked for again, once, when they are refused", async () => {
    const { seen, send } = recorder(({ headers }) =>
      headers.get("authorization") === "Bearer 2" ? undefined : new Response(null, { status: 401 }),
    );
    let count = 0;
    const client = createClient({ baseUrl: "http://api", auth: bearer(() => String(++count)), fetch: send });

    await expect(client.answer(secured([{ scheme: token }]), {}, {})).resolves.toMatchObject({ status: 200 });

    expect(seen).toHaveLength(2);
  });

  it("show nowhere: not in errors, not when printed", async () => {
    const secret = "s3cr3t";
    const credentials = [
      bearer(secret),
      basic("u", secret),
      apiKey(secret),
      clientCredentials({ clientId: "c", clientSecret: secret }),
    ];
    const client = createClient({
      baseUrl: "http://127.0.0.1:1",
      auth: { token: secret, header: secret, query: secret },
      retry: false,
    });
    const failed = await client
      .answer(secured([{ scheme: token }, { scheme: header }, { scheme: query }]), {}, {})
      .catch((error: unknown) => error);
    const illegal = await createClient({ baseUrl: "http://api", auth: bearer(`${secret}\n`), fetch })
      .answer(secured([{ scheme: token }]), {}, {})
      .catch((error: unknown) => error);

    for (const thing of [...credentials, failed, illegal])
      expect(inspect(thing, { depth: 9, showHidden: true })).not.toContain(secret);
  });

  it("do not follow a redirect to another origin", async () => {
    const arrived: Record<string, unknown>[] = [];
    await using elsewhere = await listen((request, response) => {
      arrived.push({ ...request.headers });
      response.setHeader("content-type", "application/json").end("{}");
    });
    await using server = await listen((_, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/x` }).end(),
    );
    const auth = { header: "k", token: "t", cookie: "c" };
    const client = createClient({ baseUrl: server.url, auth, headers: { "x-own": "o" } });

    await client.answer(secured([{ scheme: header }, { scheme: token }, { scheme: cookie }]), {}, {});

    expect(arrived).toHaveLength(1);
    for (const name of ["x-key", "authorization", "cookie", "x-own"]) expect(arrived[0]).not.toHaveProperty(name);
  });

  it("stay with a redirect inside their origin", async () => {
    const arrived: unknown[] = [];
    await using server = await listen((request, response) => {
      arrived.push(request.headers["x-key"]);
      if (request.url === "/") response.writeHead(302, { location: "/moved" }).end();
      else response.setHeader("content-type", "application/json").end("{}");
    });

    await createClient({ baseUrl: server.url, auth: { header: "k" } }).answer(secured([{ scheme: header }]), {}, {});

    expect(arrived).toEqual(["k", "k"]);
  });
});

describe("client credentials", () => {
  const issuer = (lifetime = 3600) => {
    let count = 0;
    return recorder(({ url }) =>
      url.endsWith("configuration")
        ? Response.json({ token_endpoint: "https://id/oidc-token" })
        : Response.json({ access_token: `t${++count}`, expires_in: lifetime }),
    );
  };

  it("share one request for a token among all callers", async () => {
    const { seen: asked, send: issue } = issuer();
    const { seen, send } = recorder();
    const auth = clientCredentials({ clientId: "a b", clientSecret: "s", fetch: issue });
    const client = createClient({ baseUrl: "http://api", auth, fetch: send });

    await Promise.all(
      Array.from({ length: 20 }, () => client.answer(secured([{ scheme: oauth, scopes: ["w", "r"] }]), {}, {})),
    );

    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.get("authorization")).toBe("Basic YSUyMGI6cw==");
    await expect(asked[0]?.text()).resolves.toBe("grant_type=client_credentials&scope=r+w");
    expect(new Set(seen.map(({ headers }) => headers.get("authorization")))).toEqual(new Set(["Bearer t1"]));
  });

  it("renew a token before it expires, and use the old one meanwhile", async () => {
    const clock = testClock();
    const { seen: asked, send: issue } = issuer(100);
    const { seen, send } = recorder();
    const client = createClient({
      baseUrl: "http://api",
      auth: clientCredentials({ clientId: "c", clientSecret: "s", fetch: issue, clock }),
      fetch: send,
    });
    const op = secured([{ scheme: oauth }]);

    await client.answer(op, {}, {});
    clock.time += 85_000;
    await client.answer(op, {}, {});
    await new Promise((resolve) => setImmediate(resolve));
    await client.answer(op, {}, {});

    expect(asked).toHaveLength(2);
    expect(seen.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer t1", "Bearer t1", "Bearer t2"]);
  });

  it("find the token endpoint by OpenID Connect discovery", async () => {
    const { seen: asked, send: issue } = issuer();
    const client = createClient({
      baseUrl: "http://api",
      auth: clientCredentials({ clientId: "c", clientSecret: "s", fetch: issue }),
      fetch: recorder().send,
    });

    await client.answer(secured([{ scheme: oidc }]), {}, {});

    expect(asked.map(({ url }) => url)).toEqual([
      "https://id/.well-known/openid-configuration",
      "https://id/oidc-token",
    ]);
  });
});

describe("where redirects are opaque, as in browsers", () => {
  /** A platform that does not tell where a redirect leads. */
  const browser = () => {
    const seen: (string | undefined)[] = [];
    const send = async (_: RequestInfo | URL, init?: RequestInit) => {
      seen.push(init?.redirect);
      if (init?.redirect === "follow") return Response.json({});
      return Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
    };
    return { seen, send: send as typeof fetch };
  };

  it("what holds no secret follows them", async () => {
    const { seen, send } = browser();

    await expect(createClient({ baseUrl: "http://api", fetch: send }).answer(secured(), {}, {})).resolves.toMatchObject(
      { status: 200 },
    );

    expect(seen).toEqual(["manual", "follow"]);
  });

  it("what holds one does not", async () => {
    const { seen, send } = browser();
    const client = createClient({ baseUrl: "http://api", auth: { header: "k" }, fetch: send, retry: false });

    await expect(client.answer(secured([{ scheme: header }]), {}, {})).rejects.toMatchObject({ name: "NetworkError" });

    expect(seen).toEqual(["manual"]);
  });
});
