import type { Input } from "@pulumi/pulumi";

/** Arguments in which any value may be an output. Each member of a union is an input of its own, so that fields of two members do not mix. */
export type Inputs<Args> = Args extends object ? { [Field in keyof Args]: Input<Inputs<Args[Field]>> } : Args;
