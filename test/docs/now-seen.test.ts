import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nowSeen } from '../integration/now-seen';

const PAGE = readFileSync(join(__dirname, '../../docs/assumptions.md'), 'utf8');

describe('what a run in an account has shown', () => {
  const lines = nowSeen(PAGE, 'ap-northeast-1, 2026-11-29').split('\n');

  it('says where and when', () => {
    expect(lines[0]).toBe('Believed, now seen (ap-northeast-1, 2026-11-29):');
  });

  it('has every belief that is left to test:aws, and no other', () => {
    const left = PAGE.split('\n').filter((line) => line.includes('| **test:aws**'));
    expect(left.length).toBeGreaterThan(20);
    expect(lines.slice(2)).toHaveLength(left.length);
    for (const line of lines.slice(2)) expect(line).toMatch(/^- \S/);
    expect(lines).not.toContain('- the same client token gives the same export for 8 hours, also after FAILED');
  });
});
