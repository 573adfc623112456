"""Tests of journal.py: windows put one after the other on the items of an instant are the items of a later one, and each fault is what it says."""
import json
import random
import unittest

from journal import FILES_PER_EXPORT, Journal, compact, data_files, file_of, key_of

NAMES = ["pk", "sk"]


def item(number, version=0, **more):
    return {"pk": {"S": f"k{number}"}, "sk": {"N": str(number % 3)}, "v": {"N": str(version)}, **more}


class Table:
    """Items that are written with a journal, as the emulator keeps it."""

    def __init__(self):
        self.items, self.journal, self.states = {}, Journal(NAMES), {}

    def write(self, clock, after, before=None):
        key = key_of(after or before, NAMES)
        old = self.items.pop(key, None)
        if after is not None:
            self.items[key] = after
        self.journal.keep(clock, old, after)

    def note(self, clock):
        """Remembers what the table is at a time, before any write of it."""
        self.states[clock] = dict(self.items)

    def records(self, first, last, **more):
        return self.journal.records(self.items.values(), first, last, **more)


def random_table(seed):
    """300 writes of 20 keys at whole seconds; several at one second, and the state before each hundred."""
    table, pick = Table(), random.Random(seed)
    for clock in range(300):
        if clock % 100 == 0:
            table.note(clock)
        for _ in range(pick.randrange(1, 4)):
            made = item(pick.randrange(20), clock, note={"S": str(pick.random())})
            is_there = key_of(made, NAMES) in table.items
            table.write(clock, None if is_there and pick.random() < 0.4 else made, made)
    table.note(300)
    return table


class States(unittest.TestCase):
    def test_any_instant_is_what_the_table_was(self):
        for seed in range(6):
            table = random_table(seed)
            for clock, state in table.states.items():
                self.assertEqual(table.journal.items_at(table.items.values(), clock), state)

    def test_a_write_at_an_instant_is_of_the_window_that_begins_there(self):
        table = Table()
        table.write(5, item(1))
        self.assertEqual(table.journal.items_at(table.items.values(), 5), {})
        self.assertEqual(len(table.records(0, 5)), 0)
        self.assertEqual(len(table.records(5, 6)), 1)

    def test_what_was_written_is_not_what_becomes_of_it_later(self):
        table, made = Table(), item(1)
        table.write(1, made)
        table.write(2, None, made)
        made["v"] = {"N": "changed by the caller"}
        self.assertEqual(list(table.journal.items_at([], 2).values()), [item(1)])


class Windows(unittest.TestCase):
    def test_windows_on_a_state_are_the_state_at_their_end(self):
        for seed in range(6):
            table = random_table(seed)
            state = dict(table.states[0])
            for first, last in ((0, 100), (100, 200), (200, 300)):
                for key, record in table.records(first, last):
                    self.assertEqual(record.get("OldImage"), state.get(key))
                    if "NewImage" in record:
                        state[key] = record["NewImage"]
                    else:
                        del state[key]
                self.assertEqual(state, table.states[last])

    def test_a_window_left_out_breaks_a_seam(self):
        table = random_table(1)
        state = table.states[0]
        self.assertTrue(any(record.get("OldImage") != state.get(key) for key, record in table.records(100, 200)))

    def test_a_key_has_one_record_with_the_time_of_its_last_write(self):
        table = Table()
        for clock in (10.25, 11.5, 12.0):
            table.write(clock, item(1, clock))
        ((key, record),) = table.records(10, 20)
        self.assertEqual((key, record["Metadata"]), (key_of(item(1), NAMES), {"WriteTimestampMicros": {"N": "12000000"}}))
        self.assertEqual(record["Keys"], {"pk": {"S": "k1"}, "sk": {"N": "1"}})
        self.assertNotIn("OldImage", record)

    def test_times_are_of_the_clock_of_the_asker(self):
        table = Table()
        table.write(1000.5, item(1))
        ((_, record),) = table.records(1000, 1001, passed=400)
        self.assertEqual(record["Metadata"]["WriteTimestampMicros"]["N"], "600500000")

    def test_what_came_and_went_in_a_window_has_no_record(self):
        table = Table()
        table.write(1, item(1))
        table.write(2, None, item(1))
        self.assertEqual(table.records(0, 10), [])
        self.assertEqual([record.get("NewImage") for _, record in table.records(0, 2)], [item(1)])
        self.assertEqual([record.get("OldImage") for _, record in table.records(2, 3)], [item(1)])

    def test_what_went_and_came_back_has_both_images(self):
        table = Table()
        for clock, after in ((1, item(1)), (2, None), (3, item(1, 9))):
            table.write(clock, after, item(1))
        ((_, record),) = table.records(2, 4)
        self.assertEqual((record["OldImage"], record["NewImage"]), (item(1), item(1, 9)))

    def test_new_image_exports_have_no_old_one(self):
        table = random_table(3)
        records = [record for _, record in table.records(100, 200, view="NEW_IMAGE")]
        self.assertTrue(records and all("OldImage" not in record for record in records))

    def test_a_window_without_a_write_has_empty_files(self):
        self.assertEqual(data_files(random_table(4).records(301, 400)), [[]] * FILES_PER_EXPORT)


class Files(unittest.TestCase):
    def setUp(self):
        self.records = random_table(5).records(100, 200)
        self.plain = data_files(self.records)

    def added(self, flaw):
        """What a fault adds to the lines and what it takes away."""
        lines = lambda files: [line for lines in files for line in lines]
        flawed, plain = lines(data_files(self.records, flaw, 100)), lines(self.plain)
        return [json.loads(line) for line in flawed if line not in plain], [json.loads(line) for line in plain if line not in flawed]

    def test_every_record_is_in_the_file_of_its_partition_key(self):
        self.assertEqual(sum(map(len, self.plain)), len(self.records))
        for key, record in self.records:
            self.assertIn(compact(record), self.plain[file_of(key)])
        self.assertEqual(file_of(key_of(item(1), NAMES)), file_of((key_of(item(1), NAMES)[0], "another")))

    def test_a_lost_record_is_the_first(self):
        self.assertEqual(self.added("lost_record"), ([], [self.records[0][1]]))

    def test_a_stale_record_is_older_than_the_one_that_it_follows_and_in_another_file(self):
        (stale,), gone = self.added("stale_record")
        first = self.records[0][1]
        micros = lambda record: int(record["Metadata"]["WriteTimestampMicros"]["N"])
        self.assertEqual((stale["Keys"], gone, stale["NewImage"]["flaw"]), (first["Keys"], [], {"S": "stale_record"}))
        self.assertTrue(100_000_000 <= micros(stale) <= micros(first))
        files = data_files(self.records, "stale_record", 100)
        places = [number for number, lines in enumerate(files) if compact(first) in lines or compact(stale) in lines]
        self.assertEqual(len(places), 2)
        at_begin = [json.loads(line) for lines in data_files(self.records[:1], "stale_record", micros(first) / 1e6) for line in lines]
        self.assertEqual([micros(record) for record in at_begin], [micros(first)] * 2)

    def test_a_duplicate_key_is_of_the_same_time(self):
        (twice,), gone = self.added("duplicate_key")
        self.assertEqual((twice["Metadata"], twice["Keys"], gone), (self.records[0][1]["Metadata"], self.records[0][1]["Keys"], []))

    def test_a_wrong_old_image_takes_the_place_of_the_right_one(self):
        (wrong,), (right,) = self.added("wrong_old_image")
        self.assertEqual({**wrong, "OldImage": None}, {**right, "OldImage": None})
        self.assertEqual(wrong["OldImage"]["flaw"], {"S": "wrong_old_image"})

    def test_a_record_outside_is_of_the_microsecond_before_the_window(self):
        (outside,), (right,) = self.added("record_outside")
        self.assertEqual(outside["Metadata"], {"WriteTimestampMicros": {"N": "99999999"}})
        self.assertEqual({**outside, "Metadata": None}, {**right, "Metadata": None})


if __name__ == "__main__":
    unittest.main()
