/* A plugin for QEMU (plugin interface 1, QEMU 6 to 8): counts executed guest instructions exactly.
 *
 * The guest marks phases with hints, which a Cortex-M executes as no operation:
 *   0xbf70   a phase ends: its count is printed, and the next phase begins
 *   0xbf80   stop counting (pairs may nest)
 *   0xbf90   count again
 *
 * build: gcc -O2 -shared -fPIC -o insncount.so insncount.c
 * use:   qemu-system-arm ... -plugin insncount.so,out=FILE[,profile=FILE,phase=N]
 *
 * FILE gets one line for each mark: the instructions since the last one. The first line is the start-up code's.
 * With profile=, that file gets a line for each block of code executed in phase N (0: start-up): its address, its
 * instructions, how often it ran. Pauses are in there.
 * No header of QEMU is needed: Debian ships none, so what is used of the interface is declared here.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

enum { PHASE = 0x70, PAUSE = 0x80, RESUME = 0x90 };
enum { INLINE_ADD_U64 = 0, NO_REGISTERS = 0 };

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info;

extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
extern uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *);
extern void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *, int operation, void *, uint64_t);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);
extern void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, int operation, void *, uint64_t);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *, void (*)(unsigned, void *), int flags,
                                                   void *);
extern void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);

EXPORT int qemu_plugin_version = 1;

static uint64_t executed;
static uint64_t phase_start;
static uint64_t pause_start;
static int pauses;
static FILE *out;

struct block {
    uint64_t address;
    uint64_t insns;
    uint64_t runs;
    struct block *next;
};

static struct block *blocks;
static FILE *profile;
static int profiled_phase = -1;
static int phase;

/* Called at each mark: forgets what ran before the phase of interest, and writes down what ran in it. */
static void profile_mark(void) {
    if (phase == profiled_phase)
        for (struct block *block = blocks; block; block = block->next)
            if (block->runs)
                fprintf(profile, "%" PRIx64 " %" PRIu64 " %" PRIu64 "\n", block->address, block->insns, block->runs);
    phase++;
    if (phase == profiled_phase)
        for (struct block *block = blocks; block; block = block->next)
            block->runs = 0;
}

static void mark(unsigned cpu, void *hint) {
    (void)cpu;
    switch ((uintptr_t)hint) {
    case PHASE:
        fprintf(out, "%" PRIu64 "\n", executed - phase_start);
        fflush(out);
        phase_start = executed;
        if (profile)
            profile_mark();
        break;
    case PAUSE:
        if (pauses++ == 0)
            pause_start = executed;
        break;
    case RESUME:
        /* Moving the start of the phase on leaves the pause out of it. */
        if (pauses > 0 && --pauses == 0)
            phase_start += executed - pause_start;
        break;
    }
}

static void translate(plugin_id id, struct qemu_plugin_tb *block) {
    (void)id;
    if (profile) {
        struct block *entry = calloc(1, sizeof *entry);
        entry->address = qemu_plugin_tb_vaddr(block);
        entry->insns = qemu_plugin_tb_n_insns(block);
        entry->next = blocks;
        blocks = entry;
        qemu_plugin_register_vcpu_tb_exec_inline(block, INLINE_ADD_U64, &entry->runs, 1);
    }
    for (size_t i = 0, count = qemu_plugin_tb_n_insns(block); i < count; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
        qemu_plugin_register_vcpu_insn_exec_inline(insn, INLINE_ADD_U64, &executed, 1);
        if (qemu_plugin_insn_size(insn) != 2)
            continue;
        const uint8_t *bytes = qemu_plugin_insn_data(insn);
        if (bytes[1] == 0xbf && (bytes[0] == PHASE || bytes[0] == PAUSE || bytes[0] == RESUME))
            qemu_plugin_register_vcpu_insn_exec_cb(insn, mark, NO_REGISTERS, (void *)(uintptr_t)bytes[0]);
    }
}

static void finish(plugin_id id, void *unused) {
    (void)id;
    (void)unused;
    fclose(out);
    if (profile)
        fclose(profile);
}

EXPORT int qemu_plugin_install(plugin_id id, const struct qemu_info *info, int argc, char **argv) {
    (void)info;
    bool wants_profile = false;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0)
            out = fopen(argv[i] + 4, "w");
        if (strncmp(argv[i], "phase=", 6) == 0)
            profiled_phase = atoi(argv[i] + 6);
        if (strncmp(argv[i], "profile=", 8) == 0) {
            wants_profile = true;
            profile = fopen(argv[i] + 8, "w");
        }
    }
    if (!out || (wants_profile && !profile)) {
        fprintf(stderr, "insncount: say out=FILE, a file that can be written\n");
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    qemu_plugin_register_atexit_cb(id, finish, NULL);
    return 0;
}
