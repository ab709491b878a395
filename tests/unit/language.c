/* language.c - tests: a made-up language is learnt from a treebank of it and read; bad input is survived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "language/language.h"
#include "language/model/model.h"
#include "train/training.h"

/* The language: "na tamu felo" (the dog sees); nouns end in -u, of many in -um; verbs in -o, past in -eto;
 * names begin with a capital; "ko" is not and stands before the verb. Verb last but for the stop: Subject
 * (object) (ko) verb. */
static const char *const nouns[] = { "tamu", "selu", "miru", "kadu", "benu", "lafu", "doru", "pigu" };
static const char *const verbs[] = { "felo", "nako", "sivo", "redo", "gumo", "palo" };
static const char *const people[] = { "Berka", "Sofin", "Taluk", "Mirra", "Jonda", "Kesti" };

static unsigned lot;
static unsigned draw(unsigned n)
{
    lot = lot * 1103515245u + 12345u;
    return (lot >> 16) % n;
}

static void sentence(FILE *conllu, FILE *iob, unsigned number)
{
    unsigned id = 0, verb, n_nouns = 1 + draw(2), ko = draw(3) == 0, person[2], total = ko + 2;
    bool past = draw(2);

    for (unsigned i = 0; i < n_nouns; i++) {
        person[i] = draw(3) == 0;
        total += person[i] ? 1 : 2;
    }
    verb = total - 1;
    fprintf(conllu, "%s# sent_id = s%u\n", number % 3 == 0 ? "# newpar\n" : "", number);
    fprintf(iob, "# sent_id = s%u\n", number);
    for (unsigned i = 0; i < n_nouns; i++) {
        const char *relation = i == 0 ? "nsubj" : "obj";

        if (person[i]) {
            const char *form = people[draw(COUNT_OF(people))];

            fprintf(conllu, "%u\t%s\t%s\tPROPN\tNAM\t_\t%u\t%s\t_\t_\n", ++id, form, form, verb, relation);
            fprintf(iob, "%u\t%s\tB-PER\n", id, form);
        } else {
            const char *form = nouns[draw(COUNT_OF(nouns))];
            bool many = draw(2);

            fprintf(conllu, "%u\tna\tna\tDET\tART\t_\t%u\tdet\t_\t_\n", id + 1, id + 2);
            fprintf(conllu, "%u\t%s%s\t%s\tNOUN\tNOM\tNumber=%s\t%u\t%s\t_\t_\n", id + 2, form, many ? "m" : "", form,
                    many ? "Plur" : "Sing", verb, relation);
            fprintf(iob, "%u\tna\tO\n%u\t%s%s\tO\n", id + 1, id + 2, form, many ? "m" : "");
            id += 2;
        }
    }
    if (ko) {
        fprintf(conllu, "%u\tko\tko\tPART\tNEG\tPolarity=Neg\t%u\tadvmod\t_\t_\n", ++id, verb);
        fprintf(iob, "%u\tko\tO\n", id);
    }
    {
        const char *form = verbs[draw(COUNT_OF(verbs))];
        char said[16];

        snprintf(said, sizeof said, "%.*s%s", (int)strlen(form) - 1, form, past ? "eto" : "o");
        fprintf(conllu, "%u\t%s\t%s\tVERB\tVRB\tTense=%s\t0\troot\t_\tSpaceAfter=No\n", ++id, said, form,
                past ? "Past" : "Pres");
        fprintf(conllu, "%u\t.\t.\tPUNCT\t.\t_\t%u\tpunct\t_\t_\n\n", id + 1, id);
        fprintf(iob, "%u\t%s\tO\n%u\t.\tO\n\n", id, said, id + 1);
    }
}

static char folder[] = "/tmp/priscus-language-XXXXXX";
static char model_path[64], treebank[64], names[64];
static struct language *language;

static const char *in_folder(char *out, const char *name)
{
    snprintf(out, 64, "%s/%s", folder, name);
    return out;
}

static priscus_status learn(const char *output, unsigned seed, struct priscus_error *err)
{
    const char *banks[] = { treebank }, *iob[] = { names };
    const struct train_options options = { .treebanks = banks,
                                           .n_treebanks = 1,
                                           .dev = banks,
                                           .n_dev = 1,
                                           .names = iob,
                                           .n_names = 1,
                                           .output = output,
                                           .epochs = 60,
                                           .seed = seed,
                                           .width = 32,
                                           .layers = 2,
                                           .low = 1 };

    return train_run(&options, NULL, NULL, err);
}

static int set_up(void **state)
{
    FILE *conllu, *iob;
    struct priscus_error err;

    (void)state;
    if (!mkdtemp(folder))
        return -1;
    in_folder(model_path, "model");
    conllu = fopen(in_folder(treebank, "treebank.conllu"), "w");
    iob = fopen(in_folder(names, "names.iob2"), "w");
    lot = 1;
    for (unsigned i = 0; i < 1200; i++)
        sentence(conllu, iob, i);
    fclose(conllu);
    fclose(iob);
    if (learn(model_path, 3, &err) != PRISCUS_OK || language_open(model_path, LANGUAGE_FAST, &language, &err) != PRISCUS_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    language_close(language);
    unlink(model_path);
    unlink(treebank);
    unlink(names);
    return rmdir(folder);
}

static struct parsed read_text(struct language_reader *reader, const char *bytes, unsigned want,
                               const struct language_choice *choice, struct arena *mem)
{
    struct text text = text_c(bytes);
    struct span range = { 0, (uint32_t)text.len };
    struct parsed parsed;

    assert_int_equal(language_read(reader, text, &range, 1, want, choice, mem, &parsed, NULL), PRISCUS_OK);
    return parsed;
}

#define assert_text(t, s) assert_true(text_is((t), (s)))

static void test_reads_what_it_learnt(void **state)
{
    struct language_reader *reader = language_reader_new(language);
    struct arena mem = { 0 };
    /* A noun, a verb and a person that were never seen. */
    struct parsed p = read_text(reader, "Pelda na tamum ko vageto. na zoru felo.", LANGUAGE_ALL, NULL, &mem);

    (void)state;
    assert_int_equal(p.n, 10);
    assert_text(language_upos(language, p.words[0].tag), "PROPN");
    assert_text(language_name(language, p.words[0].name), "B-PER");
    assert_text(language_name(language, p.words[2].name), "O");
    assert_text(language_upos(language, p.words[2].tag), "NOUN");
    assert_text(language_xpos(language, p.words[2].tag), "NOM");
    assert_text(language_feats(language, p.words[2].tag), "Number=Plur");
    assert_text(p.words[2].lemma, "tamu");
    assert_text(p.words[4].lemma, "vago");
    assert_int_equal(p.words[4].head, 0);
    assert_int_equal(p.words[0].head, 5);
    assert_text(language_relation(language, p.words[0].relation), "nsubj");
    assert_int_equal(p.words[1].head, 3);
    assert_text(language_relation(language, p.words[2].relation), "obj");
    assert_text(language_feats(language, p.words[3].tag), "Polarity=Neg");
    assert_true(p.words[6].starts);
    assert_int_equal(p.words[9].span.begin, 38);
    assert_text(language_upos(language, p.words[7].tag), "NOUN");
    arena_release(&mem);
    language_reader_free(reader);
}

static bool second(void *at, const struct parsed_word *words, size_t n)
{
    (void)words;
    (void)n;
    return ++*(unsigned *)at == 2;
}

static void test_skips(void **state)
{
    struct language_reader *reader = language_reader_new(language);
    struct arena mem = { 0 };
    unsigned count = 0;
    const struct language_choice choice = { second, &count };
    struct parsed p = read_text(reader, "na tamu felo. na selu nako.", LANGUAGE_TAGS, NULL, &mem);

    (void)state;
    assert_int_equal(p.words[0].head, PARSED_NO_HEAD);
    assert_int_equal(p.words[0].name, -1);
    assert_int_equal(p.words[0].lemma.len, 0);
    p = read_text(reader, "na tamu felo. na selu nako.", LANGUAGE_ALL, &choice, &mem);
    assert_int_equal(count, 2);
    assert_int_equal(p.words[2].head, PARSED_NO_HEAD);
    assert_int_equal(p.words[4].head, 2);
    assert_int_equal(p.words[6].head, 0);
    arena_release(&mem);
    language_reader_free(reader);
}

/* Heads are trees inside sentences, and sentences are never longer than promised. Signs in a row have no tree. */
static void check(const struct parsed *p)
{
    for (size_t at = 0, n; at < p->n; at += n) {
        size_t roots = 0;

        assert_true(p->words[at].starts);
        for (n = 1; at + n < p->n && !p->words[at + n].starts; n++)
            ;
        assert_true(n <= SENTENCE_MAX);
        if (p->words[at].head == PARSED_NO_HEAD) {
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p->words[at + i].head, PARSED_NO_HEAD);
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            size_t w = i + 1, steps = 0;

            roots += p->words[at + i].head == 0;
            while (w && steps++ <= n) {
                assert_true(p->words[at + w - 1].head <= n);
                w = p->words[at + w - 1].head;
            }
            assert_int_equal(w, 0);
        }
        assert_int_equal(roots, 1);
    }
}

/* "& & & &" gets no tree, prose beside it does; with too little to judge by, or given as words, all do. */
static void test_signs(void **state)
{
    struct language_reader *reader = language_reader_new(language);
    struct arena mem = { 0 };
    char signs[201] = "";
    struct parsed p;

    (void)state;
    for (size_t i = 0; i < 100; i++)
        memcpy(signs + 2 * i, "& ", 3);
    p = read_text(reader, signs, LANGUAGE_ALL, NULL, &mem);
    for (size_t i = 0; i < p.n; i++)
        assert_true(p.words[i].tag >= 0 && p.words[i].head == PARSED_NO_HEAD && p.words[i].name == -1);
    assert_int_equal(language_fill(reader, true, LANGUAGE_ALL, NULL, &mem, &p, NULL), PRISCUS_OK);
    assert_true(p.words[0].head <= 100);
    p = read_text(reader, signs + 120, LANGUAGE_ALL, NULL, &mem);
    assert_true(p.words[0].head <= 40);
    arena_release(&mem);
    language_reader_free(reader);
}

static void test_bad_text(void **state)
{
    static const struct {
        const char *piece;
        size_t times;
    } cases[] = { { "", 1 },
                  { "\xff\xfe\x80 tamu", 50 },
                  { "(", 10000 },
                  { "x", 1000000 },
                  { "na tamu ", 20000 },
                  { "\xd0\x9a\xd0\xb8\xd1\x97\xd0\xb2 ", 500 },
                  { "\xe5\x92\x8c\xe5\xb9\xb3", 3000 },
                  { ". ", 5000 } };
    struct language_reader *reader = language_reader_new(language);

    (void)state;
    for (size_t c = 0; c < COUNT_OF(cases); c++) {
        struct buffer text = { 0 };
        struct arena mem = { 0 };
        struct parsed p;

        for (size_t i = 0; i < cases[c].times; i++)
            buffer_c(&text, cases[c].piece);
        p = read_text(reader, text.ptr ? text.ptr : "", LANGUAGE_ALL, NULL, &mem);
        check(&p);
        arena_release(&mem);
        buffer_release(&text);
    }
    language_reader_free(reader);
}

static void test_same_again(void **state)
{
    char other[64];
    struct model a, b, c;

    (void)state;
    in_folder(other, "other");
    assert_int_equal(learn(other, 3, NULL), PRISCUS_OK);
    assert_int_equal(model_open(model_path, &a, NULL), PRISCUS_OK);
    assert_int_equal(model_open(other, &b, NULL), PRISCUS_OK);
    assert_memory_equal(&a.hash, &b.hash, sizeof a.hash);
    model_close(&b);
    assert_int_equal(learn(other, 4, NULL), PRISCUS_OK);
    assert_int_equal(model_open(other, &c, NULL), PRISCUS_OK);
    assert_memory_not_equal(&a.hash, &c.hash, sizeof a.hash);
    model_close(&a);
    model_close(&c);
    unlink(other);
}

/* Each section three bytes short, empty, or full of 0xFF, in a file whose hash is right. */
static void test_forged(void **state)
{
    static const char *const sections[] = { "shape",      "tags", "relations", "names",    "weights",
                                            "rows.index", "rows", "lemmas",    "tokenizer" };
    struct model model;

    (void)state;
    assert_int_equal(model_open(model_path, &model, NULL), PRISCUS_OK);
    for (size_t bad = 0; bad < COUNT_OF(sections); bad++)
        for (unsigned how = 0; how < 3; how++) {
            struct model_part parts[COUNT_OF(sections)];
            struct buffer forged = { 0 }, file = { 0 };
            struct language *opened;
            struct priscus_error err;
            void *aligned;

            for (size_t i = 0; i < COUNT_OF(sections); i++)
                parts[i] = (struct model_part){ sections[i], model_section(&model, sections[i]) };
            for (size_t k = 0; k < parts[bad].bytes.len; k++)
                buffer_char(&forged, how == 2 ? (char)0xFF : parts[bad].bytes.ptr[k]);
            parts[bad].bytes = text_of(forged.ptr, how == 0 ? forged.len - 3 : how == 1 ? 0 : forged.len);
            assert_int_equal(model_pack(parts, COUNT_OF(parts), &file), PRISCUS_OK);
            aligned = aligned_alloc(64, (file.len + 63) / 64 * 64);
            memcpy(aligned, file.ptr, file.len);
            if (language_from(text_of(aligned, file.len), &opened, &err) != PRISCUS_EINPUT)
                fail_msg("%s, forged in way %u, is taken", sections[bad], how);
            assert_true(strlen(err.message) > 10);
            free(aligned);
            buffer_release(&forged);
            buffer_release(&file);
        }
    model_close(&model);
}

static void test_bad_training(void **state)
{
    struct priscus_error err;
    char path[64];
    const char *banks[] = { in_folder(path, "none.conllu") };
    struct train_options options = { .treebanks = banks, .n_treebanks = 1, .output = model_path };
    FILE *file;

    (void)state;
    assert_int_equal(train_run(&options, NULL, NULL, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "none.conllu"));
    file = fopen(path, "w");
    fclose(file);
    assert_int_equal(train_run(&options, NULL, NULL, &err), PRISCUS_EINPUT);
    file = fopen(path, "w");
    fputs("1\tna\n\n", file);
    fclose(file);
    assert_int_equal(train_run(&options, NULL, NULL, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "none.conllu:1"));
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_what_it_learnt),
        cmocka_unit_test(test_skips),
        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_bad_text),
        cmocka_unit_test(test_same_again),
        cmocka_unit_test(test_forged),
        cmocka_unit_test(test_bad_training),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
