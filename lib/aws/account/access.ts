/** Where AWS is asked, and as whom. */
export interface Access {
  readonly region: string;
  /** Profile of ~/.aws/config. @default - as AWS's own tools find it: environment, AWS_PROFILE, SSO */
  readonly profile?: string | undefined;
}
