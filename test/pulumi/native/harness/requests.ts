import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { SECRET_SIGNATURE, SIGNATURE } from "../../../../provider/pulumi/native/wire/signatures";

export type Props = Readonly<Record<string, unknown>>;

/** A resource as the engine calls it. */
export function urn(type = "VolumeImage", name = "golden"): string {
  return `urn:pulumi:dev::images::cloudimages:index:${type}::${name}`;
}

export const providerUrn = "urn:pulumi:dev::images::pulumi:providers:cloudimages::default";

/** As the engine writes a secret for who accepts secrets. */
export function secret(value: unknown): Props {
  return { [SIGNATURE]: SECRET_SIGNATURE, value };
}

export function struct(props: Props): Struct {
  return Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
}

/** The properties of an answer, secrets as the engine gets them. */
export function propsOf(answer: Struct | undefined): Record<string, unknown> {
  return answer?.toJavaScript() ?? {};
}

/** `name`: of the provider resource, which the engine makes itself where a program has none. */
export function configureRequest(settings: Props, name = "default"): messages.ConfigureRequest {
  const request = new messages.ConfigureRequest();
  request.setArgs(struct(settings));
  request.setAcceptsecrets(true);
  request.setName(name);
  return request;
}

/** For `check` and `checkConfig`. */
export function checkRequest(about: { urn: string; news: Props; olds?: Props }): messages.CheckRequest {
  const request = new messages.CheckRequest();
  request.setUrn(about.urn);
  request.setNews(struct(about.news));
  if (about.olds !== undefined) request.setOlds(struct(about.olds));
  return request;
}

export interface Change {
  readonly urn: string;
  readonly id?: string;
  /** The last outputs. */
  readonly outputs: Props;
  /** The last inputs. */
  readonly before: Props;
  readonly inputs: Props;
}

export function diffRequest({ urn, id = "id", outputs, before, inputs }: Change): messages.DiffRequest {
  const request = new messages.DiffRequest();
  request.setUrn(urn);
  request.setId(id);
  request.setOlds(struct(outputs));
  request.setOldInputs(struct(before));
  request.setNews(struct(inputs));
  return request;
}

export function createRequest(about: {
  urn: string;
  inputs: Props;
  preview?: boolean;
  /** In seconds. */
  timeout?: number;
}): messages.CreateRequest {
  const request = new messages.CreateRequest();
  request.setUrn(about.urn);
  request.setProperties(struct(about.inputs));
  request.setPreview(about.preview ?? false);
  request.setTimeout(about.timeout ?? 0);
  return request;
}

export function updateRequest(
  { urn, id = "id", outputs, before, inputs }: Change,
  preview = false,
): messages.UpdateRequest {
  const request = new messages.UpdateRequest();
  request.setUrn(urn);
  request.setId(id);
  request.setOlds(struct(outputs));
  request.setOldInputs(struct(before));
  request.setNews(struct(inputs));
  request.setPreview(preview);
  return request;
}

/** Without outputs it is that of an import. */
export function readRequest(about: {
  urn: string;
  id: string;
  outputs?: Props;
  inputs?: Props;
}): messages.ReadRequest {
  const request = new messages.ReadRequest();
  request.setUrn(about.urn);
  request.setId(about.id);
  if (about.outputs !== undefined) request.setProperties(struct(about.outputs));
  if (about.inputs !== undefined) request.setInputs(struct(about.inputs));
  return request;
}

export function deleteRequest(about: {
  urn: string;
  id: string;
  outputs: Props;
  inputs: Props;
}): messages.DeleteRequest {
  const request = new messages.DeleteRequest();
  request.setUrn(about.urn);
  request.setId(about.id);
  request.setProperties(struct(about.outputs));
  request.setOldInputs(struct(about.inputs));
  return request;
}

export function invokeRequest(token: string, args: Props): messages.InvokeRequest {
  const request = new messages.InvokeRequest();
  request.setTok(token);
  request.setArgs(struct(args));
  return request;
}
