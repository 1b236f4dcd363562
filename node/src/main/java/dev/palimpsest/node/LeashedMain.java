package dev.palimpsest.node;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs another main on the leash: one that ends in order when the JVM is told to exit, and knows of no parent. */
public final class LeashedMain {

    private LeashedMain() {}

    /**
     * Runs until the parent lets go or the main gives up.
     *
     * @param args first the name of the class whose main is run, then what is passed on to it
     */
    public static void main(String[] args) {
        Leash.holdTo(System.in);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null,
                    (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            Fatal.halt(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            Fatal.halt(e);
        }
    }
}
