import { covers } from "../compare/media-types.js";
import { defineRule } from "../compare/rule.js";

export const contentMediaType = defineRule({
  id: "content-media-type",
  subject: "content",
  title: "A media type is new, or is gone",
  why: "Who sends or asks for a media type that is gone is refused.",
  instead: "Keep the old media type beside the new one.",
  added({ content, of, at }, tell) {
    tell.noted(at, of === "body" ? `takes ${content.mediaType} too` : `is offered as ${content.mediaType} too`, {
      fact: content.mediaType,
    });
  },
  removed({ content, of, at }, tell) {
    // What is sent in several media types is what callers ask for: a type that is gone is one that they cannot have.
    tell.altered(
      at,
      of === "body" ? `takes no ${content.mediaType} any more` : `is not offered as ${content.mediaType} any more`,
      { fact: content.mediaType },
    );
  },
  kept(before, after, tell) {
    const [had, has] = [before.content.mediaType, after.content.mediaType];
    if (covers(had, has) && covers(has, had)) return;
    tell.noted(after.at, `is ${after.content.mediaType}, was ${before.content.mediaType}`);
  },
});
