import { notSupported, RestError } from "../RestError.ts";

export interface AnswerFormat {
  readonly kind: "array" | "object" | "csv";
  readonly stripNulls: boolean;
  readonly contentType: string;
}

const ARRAY: AnswerFormat = {
  kind: "array",
  stripNulls: false,
  contentType: "application/json; charset=utf-8",
};

const UNSUPPORTED =
  /^(application\/(vnd\.pgrst\.plan|geo\+json|openapi\+json|octet-stream))|text\/xml/;

/** Chooses the form of an answer from `Accept`. Throws PGRST107 (406) when none of the wanted ones exists. */
export function parseAccept(header: string | undefined): AnswerFormat {
  const wanted = (header ?? "*/*").split(",").map((part) => part.trim().toLowerCase());
  for (const item of wanted) {
    const [type = "", ...parameters] = item.split(";").map((part) => part.trim());
    const stripNulls = parameters.includes("nulls=stripped");
    switch (type) {
      case "":
      case "*/*":
      case "application/*":
      case "application/json":
        return ARRAY;
      case "application/vnd.pgrst.array":
      case "application/vnd.pgrst.array+json":
        return { kind: "array", stripNulls, contentType: named("array", stripNulls) };
      case "application/vnd.pgrst.object":
      case "application/vnd.pgrst.object+json":
        return { kind: "object", stripNulls, contentType: named("object", stripNulls) };
      case "text/csv":
        return { kind: "csv", stripNulls: false, contentType: "text/csv; charset=utf-8" };
      default:
        if (UNSUPPORTED.test(type)) throw notSupported(`the media type ${type}`);
    }
  }
  throw new RestError(406, {
    code: "PGRST107",
    message: `None of these media types are available: ${wanted.join(", ")}`,
  });
}

function named(kind: "array" | "object", stripNulls: boolean): string {
  const nulls = stripNulls ? ";nulls=stripped" : "";
  return `application/vnd.pgrst.${kind}+json${nulls}; charset=utf-8`;
}
