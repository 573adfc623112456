import type { Template } from 'aws-cdk-lib/assertions';
import { DESCRIPTION_PARAMETER, readDescriptions, type Config } from '../../lib/config';
import { resolveReferences, resourcesOf, type Resource } from './template';

/**
 * What a template's tables say of the system once it is deployed.
 *
 * @param known what references become; others are the name that CloudFormation makes, here `made-<LogicalId>`
 */
export function readDescribedSystem(template: Template, known: Readonly<Record<string, string>> = {}): Config {
  const { Resources } = template.toJSON() as { readonly Resources: Readonly<Record<string, Resource>> };
  const made = Object.fromEntries(Object.keys(Resources).map((id) => [id, `made-${id}`]));
  const inputs = Object.values(resourcesOf(template, 'AWS::Glue::Table')).map(
    ({ Properties }) => Properties.TableInput as { Name: string; Parameters?: Record<string, unknown> },
  );
  return readDescriptions(
    new Map(
      inputs.flatMap(({ Name, Parameters }) => {
        const text = resolveReferences(Parameters?.[DESCRIPTION_PARAMETER], { ...made, ...known });
        return typeof text === 'string' ? [[Name, text] as const] : [];
      }),
    ),
  );
}
