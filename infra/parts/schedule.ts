import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
  type IScheduleGroup,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Properties of {@link NightlySchedule}. */
export interface NightlyScheduleProps {
  readonly scheduleName: string;
  /** Path of the role that starts the state machine. */
  readonly rolePath: string;
  readonly scheduleGroup: IScheduleGroup;
  /** Local time of day, such as 4:00. */
  readonly time: string;
  /** IANA name of the zone of that time. */
  readonly timeZone: string;
  readonly enabled: boolean;
  /** Minutes in which the start may lie; 0 is none. */
  readonly flexibleWindowMinutes: number;
  readonly stateMachine: IStateMachine;
  /** Gets what could not be delivered. */
  readonly deadLetters: IQueue;
}

/** Starts a state machine every night with the scheduled time as input, from which the night gets its date. */
export class NightlySchedule extends Construct {
  constructor(scope: Construct, id: string, props: NightlyScheduleProps) {
    super(scope, id);
    const [hour = '', minute = ''] = props.time.split(':');
    const role = new Role(this, 'Role', {
      path: props.rolePath,
      description: `Starts the state machine of ${props.scheduleName}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': props.scheduleGroup.scheduleGroupArn,
          },
        },
      }),
    });
    new Schedule(this, 'Schedule', {
      scheduleName: props.scheduleName,
      description: 'Every night: export, verify, publish',
      scheduleGroup: props.scheduleGroup,
      enabled: props.enabled,
      schedule: ScheduleExpression.cron({
        hour: String(Number(hour)),
        minute: String(Number(minute)),
        timeZone: TimeZone.of(props.timeZone),
      }),
      timeWindow:
        props.flexibleWindowMinutes === 0
          ? TimeWindow.off()
          : TimeWindow.flexible(Duration.minutes(props.flexibleWindowMinutes)),
      target: new StepFunctionsStartExecution(props.stateMachine, {
        role,
        input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
        retryAttempts: 2,
        deadLetterQueue: props.deadLetters,
      }),
    });
  }
}
