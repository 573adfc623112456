import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import { resourcesOf, type Resource } from './template';

/** A construct in a stack of its own. */
export interface InStack {
  readonly stack: Stack;
  readonly template: Template;
  readonly annotations: () => Annotations;
  /** The types of all resources. */
  readonly types: readonly string[];
  /** The resources of a type. */
  readonly all: (type: string) => Resource[];
  /** The only resource of a type. */
  readonly only: (type: string) => Resource;
}

/** Builds constructs in a stack of eu-central-1, and synthesises it. */
export function inStack(build: (stack: Stack) => void): InStack {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
  build(stack);
  const template = Template.fromStack(stack);
  const all = (type: string) => Object.values(resourcesOf(template, type));
  const { Resources = {} } = template.toJSON() as { readonly Resources?: Readonly<Record<string, Resource>> };
  return {
    stack,
    template,
    annotations: () => Annotations.fromStack(stack),
    types: Object.values(Resources).map(({ Type }) => Type),
    all,
    only: (type) => {
      const [resource, ...more] = all(type);
      if (resource === undefined || more.length > 0) throw new Error(`not one ${type}, but ${all(type).length}`);
      return resource;
    },
  };
}
