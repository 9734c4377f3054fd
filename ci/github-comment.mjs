// One step of action.yml: one comment on the pull request, the same one each time. Nothing found and nothing said before
// leaves the pull request alone. A token that may not write (pull requests from forks) is a warning, no failure.
import { readFileSync } from "node:fs";

const {
  GITHUB_API_URL: api = "https://api.github.com",
  GITHUB_REPOSITORY: repository,
  GITHUB_TOKEN: token,
  CONCORDAT_PULL_REQUEST: pullRequest,
  CONCORDAT_SUMMARY: summary,
  CONCORDAT_FINDINGS: findings = "0",
} = process.env;

/** How the comment is found again; nobody sees it. */
const marker = "<!-- concordat diff -->";
/** What GitHub takes, in characters, with room for the marker and a last word. */
const longest = 65_000;

const comments = `${api}/repos/${repository}/issues/${pullRequest}/comments`;

async function call(url, method = "GET", body = undefined) {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "x-github-api-version": "2022-11-28",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname} was answered with ${response.status}`);
  return response.json();
}

async function findComment() {
  for (let page = 1; ; page += 1) {
    const listed = await call(`${comments}?per_page=100&page=${page}`);
    const found = listed.find(({ body }) => body?.startsWith(marker));
    if (found !== undefined || listed.length < 100) return found;
  }
}

function shortened(text) {
  if (text.length <= longest) return text;
  const cut = text.slice(0, text.lastIndexOf("\n", longest));
  const open = cut.split("<details>").length - cut.split("</details>").length;
  return `${cut}\n${"\n</details>\n".repeat(Math.max(0, open))}\nThe rest is in the summary of the job.\n`;
}

try {
  const body = `${marker}\n${shortened(readFileSync(summary, "utf8"))}`;
  const before = await findComment();
  if (before !== undefined) {
    if (before.body !== body) await call(before.url, "PATCH", { body });
  } else if (findings !== "0") await call(comments, "POST", { body });
} catch (error) {
  console.log(`::warning::concordat could not comment on the pull request: ${error.message}`);
}
