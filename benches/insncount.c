/* A plugin for QEMU (plugin interface 1, QEMU 6 to 8): counts executed guest instructions exactly.
 *
 * The guest marks phases with hints, which a Cortex-M executes as no operation:
 *   0xbf70   a phase ends: its count is printed, and the next phase begins
 *   0xbf80   stop counting (pairs may nest)
 *   0xbf90   count again
 *
 * build: gcc -O2 -shared -fPIC -o insncount.so insncount.c
 * use:   qemu-system-arm ... -plugin insncount.so,out=FILE
 *
 * FILE gets one line for each mark: the instructions since the last one. The first line is the start-up code's.
 * No header of QEMU is needed: Debian ships none, so what is used of the interface is declared here.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

enum { PHASE = 0x70, PAUSE = 0x80, RESUME = 0x90 };
enum { INLINE_ADD_U64 = 0, NO_REGISTERS = 0 };

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info;

extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
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

static void mark(unsigned cpu, void *hint) {
    (void)cpu;
    switch ((uintptr_t)hint) {
    case PHASE:
        fprintf(out, "%" PRIu64 "\n", executed - phase_start);
        fflush(out);
        phase_start = executed;
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
}

EXPORT int qemu_plugin_install(plugin_id id, const struct qemu_info *info, int argc, char **argv) {
    (void)info;
    for (int i = 0; i < argc; i++)
        if (strncmp(argv[i], "out=", 4) == 0)
            out = fopen(argv[i] + 4, "w");
    if (!out) {
        fprintf(stderr, "insncount: say out=FILE, a file that can be written\n");
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    qemu_plugin_register_atexit_cb(id, finish, NULL);
    return 0;
}
