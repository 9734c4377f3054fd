import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/runtime/body-events.js";
import { form } from "../../src/runtime/body-form.js";
import { exactJson } from "../../src/runtime/body-json-exact.js";
import { jsonSequence, lines } from "../../src/runtime/body-lines.js";
import { multipart, part } from "../../src/runtime/body-multipart.js";
import type { Codec, Content, Payload, Source } from "../../src/runtime/operation.js";
import { nextLink } from "../../src/runtime/paging.js";

const sourceOf = (body: Payload["body"], type = ""): Source => {
  const response = new Response(body);
  return {
    type,
    text: () => response.text(),
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
    stream: () => response.body ?? new Blob([]).stream(),
  };
};

const across = async (codec: Codec, value: unknown, more: Partial<Content> = {}): Promise<unknown> => {
  const content: Content = { media: "multipart/form-data", codec, ...more };
  const { body, type } = codec.write(value, content);
  return codec.read(sourceOf(body, type), content);
};

const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** A text as a stream, cut at the given places. */
const cut = (text: string, ...places: number[]): ReadableStream<Uint8Array> => {
  const bytes = new TextEncoder().encode(text);
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return new ReadableStream({
    start(controller) {
      for (let at = 1; at < edges.length; at += 1) controller.enqueue(bytes.slice(edges[at - 1], edges[at]));
      controller.close();
    },
  });
};

describe("server-sent events", () => {
  it.each<[string, string, object[]]>([
    ["data over several lines", "data: a\ndata: b\n\n", [{ data: "a\nb" }]],
    ["every line end", "data: a\r\n\r\ndata: b\r\rdata: c\n\n", [{ data: "a" }, { data: "b" }, { data: "c" }]],
    [
      "event, id and retry",
      "event: e\nid: 1\nretry: 5\ndata: a\n\ndata: b\n\n",
      [
        { data: "a", event: "e", id: "1", retry: 5 },
        { data: "b", id: "1" },
      ],
    ],
    ["comments, and fields without a value", ": hi\ndata\n\n", [{ data: "" }]],
    ["one blank after the colon, no more", "data:  a\n\ndata:b\n\n", [{ data: " a" }, { data: "b" }]],
    ["nothing without data", "event: e\n\n", []],
    ["nothing of a block that did not end", "data: a\n\ndata: b", [{ data: "a" }]],
    ["a byte order mark", "\uFEFFdata: a\n\n", [{ data: "a" }]],
    ["no id with a null, no retry but digits", "id: a\0b\nretry: 1s\ndata: a\n\n", [{ data: "a" }]],
  ])("are parsed: %s", async (_, text, wanted) => {
    expect(await collected(parseEvents(cut(text)))).toEqual(wanted);
  });

  it("are parsed the same wherever the stream is cut", async () => {
    const text = "event: é☃\r\ndata: a\r\ndata: b\r\n\r\ndata: c\r\rid: 3\ndata: d\n\n";
    const whole = await collected(parseEvents(cut(text)));

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(100)), async (places) => {
        expect(await collected(parseEvents(cut(text, ...places)))).toEqual(whole);
      }),
    );
  });
});

describe("sequences", () => {
  it.each([
    ["lines", lines],
    ["JSON sequences", jsonSequence],
  ])("cross as %s, wherever they are cut", async (_, codec) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), fc.array(fc.nat(200)), async (values, places) => {
        const content: Content = { media: "application/x", codec };
        const text = await new Response(codec.write(values, content).body).text();
        const read = (await codec.read(sourceOf(cut(text, ...places)), content)) as AsyncIterable<unknown>;

        expect(await collected(read)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it("fail loudly at what is no JSON", async () => {
    const read = (await lines.read(sourceOf("1\nx\n"), { media: "", codec: lines })) as AsyncIterable<unknown>;

    await expect(collected(read)).rejects.toThrow("not JSON");
  });
});

describe("multipart bodies", () => {
  it("cross, whatever their names and contents", async () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((text) => !/[%\\]/.test(text) && text !== "__proto__");
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.oneof(fc.string(), fc.constant("\r\n--x\r\n"), fc.constant("\r\n\r\n")), { minKeys: 1 }),
        async (value) => {
          expect(await across(multipart, value)).toEqual(value);
        },
      ),
    );
  });

  it("are read by the platform's own parser, and written by it", async () => {
    const content: Content = {
      media: "multipart/form-data",
      codec: multipart,
      fields: [{ name: "file", shape: "any", binary: true }],
    };
    const { body, type = "" } = multipart.write(
      { a: "é", file: part(new Blob(["x"]), { filename: "f.txt", type: "text/plain" }) },
      content,
    );
    const parsed = await new Response(body, { headers: { "content-type": type } }).formData();
    expect([parsed.get("a"), (parsed.get("file") as File).name]).toEqual(["é", "f.txt"]);

    const given = new FormData();
    given.set("a", "1");
    given.set("file", new File(["content"], "g.txt"));
    const sent = new Response(given);
    const read = (await multipart.read(
      sourceOf(
        await sent
          .clone()
          .arrayBuffer()
          .then((bytes) => new Uint8Array(bytes)),
        sent.headers.get("content-type") ?? "",
      ),
      content,
    )) as { a: string; file: File };
    expect([read.a, read.file.name, await read.file.text()]).toEqual(["1", "g.txt", "content"]);
  });

  it.each([
    ["no boundary", "", "multipart/form-data"],
    ["nothing in it", "", "multipart/form-data; boundary=x"],
    ["no end", '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb', "multipart/form-data; boundary=x"],
    ["a part without a name", "--x\r\n\r\nb\r\n--x--", "multipart/form-data; boundary=x"],
  ])("are refused: %s", async (_, body, type) => {
    await expect(multipart.read(sourceOf(body, type), { media: type, codec: multipart })).rejects.toThrow(
      /multipart body/,
    );
  });
});

it("forms keep members that the contract does not name", async () => {
  expect(await across(form, { a: "1", b: { c: ["2"] } })).toEqual({ a: "1", b: '{"c":["2"]}' });
});

it("exact JSON keeps every digit", async () => {
  const { body } = exactJson.write(
    { big: 9007199254740993n, small: 1 },
    { media: "application/json", codec: exactJson },
  );

  expect(body).toBe('{"big":9007199254740993,"small":1}');
  expect(await exactJson.read(sourceOf(body), { media: "application/json", codec: exactJson })).toEqual({
    big: 9007199254740993n,
    small: 1,
  });
});

it.each([
  ['<https://api/x?page=2>; rel="next", <https://api/x?page=9>; rel="last"', "https://api/x?page=2"],
  ['<https://api/x?a=1,2>; rel="prev first", </x?page=3>;rel=next', "/x?page=3"],
  ['<https://api/x>; rel="nextish"', undefined],
  [undefined, undefined],
])("the next page is found in %s", (header, link) => {
  expect(nextLink(header)).toBe(link);
});
